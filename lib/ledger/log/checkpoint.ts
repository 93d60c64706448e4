import { base64Of, bytesOf } from "@/lib/text/base64";
import { hashLength, type Hash } from "./hash";
import { parseNote, verifyNote, type Note, type VerifiedSignature } from "./note";
import type { VerifierKey, VerifyEd25519 } from "./verifier-key";

/** What a checkpoint says (https://c2sp.org/tlog-checkpoint): the tree of the log `origin` with `size` leaves has this root. */
export type Checkpoint = { origin: string; size: number; root: Hash };

/** The text that is signed. Lethe writes no extension lines. */
export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${base64Of(root)}\n`;

/** Reads such a text strictly: exactly three lines. Null for anything else. */
export const parseCheckpoint = (text: string): Checkpoint | null => {
  const match = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n$/.exec(text);
  if (match === null) return null;
  const [, origin = "", sizeText, rootText = ""] = match;
  const size = Number(sizeText);
  const root = bytesOf(rootText);
  return Number.isSafeInteger(size) && root?.length === hashLength ? { origin, size, root } : null;
};

export type OpenedCheckpoint =
  | {
      outcome: "signed";
      checkpoint: Checkpoint;
      /** Of the log itself; one at least. */
      signedBy: VerifiedSignature[];
      /** Of the witnesses that are known. */
      cosignedBy: VerifiedSignature[];
    }
  /** `forged`: signed in the name of a known key, but not by it. `unknown_key`: not signed by any known key of this log. */
  | { outcome: "malformed" | "forged" | "unknown_key" };

/** Reads a signed checkpoint and verifies its signatures. A log's keys bear the log's name, its origin. */
export const openCheckpoint = (
  signed: string,
  keys: readonly VerifierKey[],
  isSigned?: VerifyEd25519,
): OpenedCheckpoint => {
  const read = readCheckpoint(signed);
  if (read === null) return { outcome: "malformed" };
  const { note, checkpoint } = read;
  const verified = verifyNote(note, keys, isSigned);
  if (verified === null) return { outcome: "forged" };
  const signedBy = verified.filter(({ key }) => key.kind === "log" && key.name === checkpoint.origin);
  if (signedBy.length === 0) return { outcome: "unknown_key" };
  return {
    outcome: "signed",
    checkpoint,
    signedBy,
    cosignedBy: verified.filter(({ key }) => key.kind === "witness"),
  };
};

/** The same without verifying anything. */
export const readCheckpoint = (signed: string): { note: Note; checkpoint: Checkpoint } | null => {
  const note = parseNote(signed);
  const checkpoint = note === null ? null : parseCheckpoint(note.text);
  return note === null || checkpoint === null ? null : { note, checkpoint };
};
