import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/** What a sealed text is for. */
export type SealPurpose = {
  /** Each has a key of its own, so that what was sealed for one purpose does not open for another. */
  name: string;
  /** What it belongs to: it opens for this and nothing else. */
  boundTo: string;
};

export type SealErrorCode = "other_secret" | "altered" | "unknown_version";

const sentences: Record<SealErrorCode, string> = {
  other_secret: "This was sealed under another LETHE_SECRET.",
  altered: "What was sealed, or what it belongs to, was changed outside Lethe.",
  unknown_version: "This was sealed by a later version of Lethe.",
};

/** A sealed text that does not open. */
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
 * Encrypts a text with AES-256-GCM, under a key derived from LETHE_SECRET for this purpose only. Write access to the database is
 * not enough to read it, or to move it to where it does not belong. The form: version, a mark of the secret that was used, nonce,
 * ciphertext, tag.
 */
export const seal = (secret: string, purpose: SealPurpose, text: string): Buffer => {
  const key = keyOf(secret, purpose);
  const head = Buffer.concat([Buffer.of(version), markOf(key), randomBytes(nonceBytes)]);
  const cipher = createCipheriv("aes-256-gcm", key, head.subarray(-nonceBytes)).setAAD(
    authenticated(purpose, head),
  );
  return Buffer.concat([head, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
};

/** What was sealed; throws SealError when it was not sealed so, for this. */
export const unseal = (secret: string, purpose: SealPurpose, sealed: Buffer): string => {
  if (sealed.length < headBytes + tagBytes) throw new SealError("altered");
  if (sealed[0] !== version) throw new SealError("unknown_version");
  const key = keyOf(secret, purpose);
  const head = sealed.subarray(0, headBytes);
  if (!timingSafeEqual(head.subarray(1, 1 + keyMarkBytes), markOf(key))) throw new SealError("other_secret");
  const decipher = createDecipheriv("aes-256-gcm", key, head.subarray(-nonceBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(authenticated(purpose, head))
    .setAuthTag(sealed.subarray(-tagBytes));
  try {
    const opened = [decipher.update(sealed.subarray(headBytes, -tagBytes)), decipher.final()];
    return Buffer.concat(opened).toString("utf8");
  } catch {
    throw new SealError("altered");
  }
};

/** HKDF (RFC 5869) with SHA-256. LETHE_SECRET is random enough to need no salt. */
const keyOf = (secret: string, { name }: SealPurpose): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", name, 32));

/** Reveals nothing of the key, and is the same for the same one. */
const markOf = (key: Buffer): Buffer =>
  createHmac("sha256", key).update("mark").digest().subarray(0, keyMarkBytes);

const authenticated = ({ boundTo }: SealPurpose, head: Buffer): Buffer =>
  Buffer.concat([head.subarray(0, 1 + keyMarkBytes), Buffer.from(boundTo)]);
