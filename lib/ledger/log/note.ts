import { base64Of, bytesOf } from "@/lib/text/base64";
import { isSameHash, joined } from "./hash";
import { isKeyName, verifySignature, type VerifierKey, type VerifyEd25519 } from "./verifier-key";

// Signed notes, by https://c2sp.org/signed-note: text, an empty line, and a line for each signature.

/** `keyId` is 4 bytes. */
export type NoteSignature = { name: string; keyId: Uint8Array; signature: Uint8Array };
/** `text` ends with a newline. */
export type Note = { text: string; signatures: NoteSignature[] };

/** What signs notes: a key, and Ed25519 with its private half. */
export type NoteSigner = { key: VerifierKey; sign: (message: Uint8Array) => Uint8Array };

/** A signature that was verified; `time`, in seconds since 1970, only of a witness. */
export type VerifiedSignature = { key: VerifierKey; time: number | null };

const lengthMax = 1_000_000;
const signatureCountMax = 100;

/** The text, signed by each of them in their order. Throws RangeError for a text that a note cannot have. */
export const signNote = (text: string, signers: readonly NoteSigner[]): string => {
  if (!isNoteText(text)) throw new RangeError("This text cannot be a note.");
  const message = new TextEncoder().encode(text);
  const signatures = signers.map(({ key, sign }) => ({
    name: key.name,
    keyId: key.keyId,
    signature: sign(message),
  }));
  return formatNote({ text, signatures });
};

export const formatNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map(formatSignature).join("")}`;

/** A line, with its end. */
export const formatSignature = ({ name, keyId, signature }: NoteSignature): string =>
  `— ${name} ${base64Of(joined([keyId, signature]))}\n`;

/** Reads a note strictly; null for what is none. Nothing is verified by this. */
export const parseNote = (note: string): Note | null => {
  if (note.length > lengthMax) return null;
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n")) return null;
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split("\n");
  if (!isNoteText(text) || lines.length > signatureCountMax) return null;
  const signatures = lines.map(parseSignature);
  return signatures.every((signature) => signature !== null) ? { text, signatures } : null;
};

/** Reads one signature line, without its end. */
export const parseSignature = (line: string): NoteSignature | null => {
  const match = /^— (\S+) (\S+)$/.exec(line);
  if (match === null) return null;
  const [, name = "", encoded = ""] = match;
  const bytes = bytesOf(encoded);
  if (bytes === null || bytes.length < 5 || !isKeyName(name)) return null;
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
};

/**
 * The signatures of keys that are known; those of others say nothing and are passed over. Null when a known key’s signature is
 * false, as then the note cannot be trusted at all. Empty when no known key signed it.
 */
export const verifyNote = (
  note: Note,
  keys: readonly VerifierKey[],
  isSigned?: VerifyEd25519,
): VerifiedSignature[] | null => {
  const verified: VerifiedSignature[] = [];
  for (const { name, keyId, signature } of note.signatures) {
    const key = keys.find((known) => known.name === name && isSameHash(known.keyId, keyId));
    if (key === undefined) continue;
    const found = verifySignature(key, note.text, signature, isSigned);
    if (found === false) return null;
    // Twice by one key is once.
    if (!verified.some((other) => other.key === key)) verified.push({ key, time: found.time });
  }
  return verified;
};

const isNoteText = (text: string): boolean =>
  // Control characters other than the ends of lines could show a reader something else.
  text.endsWith("\n") && text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text);
