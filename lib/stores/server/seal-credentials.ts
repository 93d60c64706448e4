import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { canonical } from "@/lib/ledger/canonical";
import type { StoreId, StoreKind } from "../store-ids";

/** What the credentials are for. Sealed with them, so that they open for this store at this address and nothing else. */
export type SealSubject = { id: StoreId; kind: StoreKind; url: string };

export type SealErrorCode = "other_secret" | "altered" | "unknown_version";

const sentences: Record<SealErrorCode, string> = {
  other_secret: "The credentials were sealed under another LETHE_SECRET.",
  altered: "The credentials, or the address they are for, were changed outside Lethe.",
  unknown_version: "The credentials were sealed by a later version of Lethe.",
};

/** Credentials that do not open. */
export class SealError extends Error {
  override readonly name = "SealError";
  readonly code: SealErrorCode;

  constructor(code: SealErrorCode) {
    super(sentences[code]);
    this.code = code;
  }
}

const version = 1;
const keyMarkBytes = 8;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + keyMarkBytes + nonceBytes;

/**
 * Encrypts credentials with AES-256-GCM, under a key derived from LETHE_SECRET for this purpose only. Write access to the
 * database is not enough to read them, move them to another store, or have them sent to another address. The form: version,
 * a mark of the secret that was used, nonce, ciphertext, tag.
 */
export const sealCredentials = (secret: string, subject: SealSubject, credentials: unknown): Buffer => {
  const key = keyOf(secret);
  const head = Buffer.concat([Buffer.of(version), markOf(key), randomBytes(nonceBytes)]);
  const cipher = createCipheriv("aes-256-gcm", key, head.subarray(-nonceBytes)).setAAD(
    boundTo(subject, head),
  );
  const text = JSON.stringify(credentials);
  return Buffer.concat([head, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
};

/** What was sealed; throws SealError when it was not sealed so, for this. */
export const unsealCredentials = (secret: string, subject: SealSubject, sealed: Buffer): unknown => {
  if (sealed.length < headBytes + tagBytes) throw new SealError("altered");
  if (sealed[0] !== version) throw new SealError("unknown_version");
  const key = keyOf(secret);
  const head = sealed.subarray(0, headBytes);
  if (!timingSafeEqual(head.subarray(1, 1 + keyMarkBytes), markOf(key))) throw new SealError("other_secret");
  const decipher = createDecipheriv("aes-256-gcm", key, head.subarray(-nonceBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(boundTo(subject, head))
    .setAuthTag(sealed.subarray(-tagBytes));
  let text: string;
  try {
    const opened = [decipher.update(sealed.subarray(headBytes, -tagBytes)), decipher.final()];
    text = Buffer.concat(opened).toString("utf8");
  } catch {
    throw new SealError("altered");
  }
  return JSON.parse(text);
};

/** HKDF (RFC 5869) with SHA-256. LETHE_SECRET is random enough to need no salt. */
const keyOf = (secret: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", "lethe store credentials", 32));

/** Reveals nothing of the key, and is the same for the same one. */
const markOf = (key: Buffer): Buffer =>
  createHmac("sha256", key).update("mark").digest().subarray(0, keyMarkBytes);

const boundTo = ({ id, kind, url }: SealSubject, head: Buffer): Buffer =>
  Buffer.concat([head.subarray(0, 1 + keyMarkBytes), Buffer.from(canonical({ id, kind, url }))]);
