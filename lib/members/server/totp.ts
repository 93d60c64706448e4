import { Secret, TOTP } from "otpauth";
import { seal, unseal, type SealPurpose } from "@/lib/text/server/seal";
import type { MemberId } from "@/lib/access/types";

// RFC 6238 as authenticator apps know it: SHA-1, six digits, thirty seconds. Many ignore what a key says about these.
const form = { algorithm: "SHA1", digits: 6, period: 30 } as const;
/** A clock may be wrong by half a minute, and a code typed slowly. */
const windowSteps = 1;
/** As many as SHA-1 has (RFC 4226, 4, R6 wants 128 bits at least). */
const keyBytes = 20;

/** A new key, in Base32. */
export const newTotpKey = (): string => new Secret({ size: keyBytes }).base32;

/** What the QR code says to an authenticator app. */
export const totpUri = (key: string, email: string): string => totpOf(key, email).toString();

/** The time step whose code this is, of now or one beside it; null for a wrong code. */
export const totpStepOf = (key: string, code: string, now: Date): number | null => {
  const totp = totpOf(key, "");
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, timestamp, window: windowSteps });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
};

/** The key as a member's row keeps it. It opens for this member alone. */
export const sealTotpKey = (secret: string, memberId: MemberId, key: string): Buffer =>
  seal(secret, purposeOf(memberId), key);

/** Throws SealError: under another LETHE_SECRET than it was sealed with, for one. */
export const unsealTotpKey = (secret: string, memberId: MemberId, sealed: Buffer): string =>
  unseal(secret, purposeOf(memberId), sealed);

const totpOf = (key: string, label: string): TOTP =>
  new TOTP({ ...form, issuer: "Lethe", label, secret: Secret.fromBase32(key) });

const purposeOf = (memberId: MemberId): SealPurpose => ({
  name: "lethe one-time passwords",
  boundTo: memberId,
});
