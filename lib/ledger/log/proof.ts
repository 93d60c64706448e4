import { base64Of, bytesOf } from "@/lib/text/base64";
import { openCheckpoint, type OpenedCheckpoint } from "./checkpoint";
import { hashLength, type Hash } from "./hash";
import { isIncluded } from "./tree";
import type { VerifierKey } from "./verifier-key";

/** That an entry is in a log, by https://c2sp.org/tlog-proof; of Lethe's ledger, event `index + 1`. */
export type Proof = {
  index: number;
  hashes: Hash[];
  /** The signed checkpoint, as it is. */
  checkpoint: string;
  /** What an application adds, which nothing vouches for; null for nothing. */
  extra: Uint8Array | null;
};

const header = "c2sp.org/tlog-proof@v1";

export const formatProof = ({ index, hashes, checkpoint, extra }: Proof): string =>
  [
    header,
    ...(extra === null ? [] : [`extra ${base64Of(extra)}`]),
    `index ${index}`,
    ...hashes.map(base64Of),
    "",
    checkpoint,
  ].join("\n");

/** Reads one strictly; null for what is none. Nothing is verified by this. */
export const parseProof = (text: string): Proof | null => {
  const end = text.indexOf("\n\n");
  if (end < 0) return null;
  const lines = text.slice(0, end).split("\n");
  if (lines.shift() !== header) return null;
  const extraText =
    lines[0]?.startsWith("extra ") === true ? lines.shift()?.slice("extra ".length) : undefined;
  const extra = extraText === undefined ? null : bytesOf(extraText);
  if (extraText !== undefined && (extra === null || extra.length === 0)) return null;
  const index = wholeNumberOf(/^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? "")?.[1]);
  const hashes = hashesOf(lines);
  if (index === null || hashes === null) return null;
  return { index, hashes, checkpoint: text.slice(end + 2), extra };
};

export type ProofVerdict =
  | (Extract<OpenedCheckpoint, { outcome: "signed" }> & { index: number })
  /** `not_included`: the checkpoint is the log’s, and its tree does not have this leaf at this place. */
  | { outcome: Exclude<OpenedCheckpoint["outcome"], "signed"> | "not_included" };

/** Whether the proof shows that the leaf is in the log of these keys; which keys and origins are trusted is the caller's to say. */
export const verifyProof = (text: string, leafHash: Hash, keys: readonly VerifierKey[]): ProofVerdict => {
  const proof = parseProof(text);
  if (proof === null) return { outcome: "malformed" };
  const opened = openCheckpoint(proof.checkpoint, keys);
  if (opened.outcome !== "signed") return opened;
  const { index, hashes } = proof;
  return isIncluded({ index, leafHash, proof: hashes }, opened.checkpoint)
    ? { ...opened, index }
    : { outcome: "not_included" };
};

/** A number from a text of digits; null when it is none, or beyond whole numbers. */
export const wholeNumberOf = (digits: string | undefined): number | null => {
  const value = Number(digits ?? Number.NaN);
  return Number.isSafeInteger(value) ? value : null;
};

/** Hashes from lines of base64; null when one is none, or when there are more than any tree needs. */
export const hashesOf = (lines: readonly string[]): Hash[] | null => {
  if (lines.length > hashCountMax) return null;
  const hashes = lines.map(bytesOf);
  return hashes.every((hash) => hash?.length === hashLength) ? hashes.filter((hash) => hash !== null) : null;
};

const hashCountMax = 63;
