import type { Bundle } from "./bundle";
import { openCheckpoint, readCheckpoint, type OpenedCheckpoint } from "./checkpoint";
import { continues, parseConsistency } from "./consistency";
import { hashLine } from "./hash";
import type { VerifiedSignature } from "./note";
import { parseProof, verifyProof, type ProofVerdict } from "./proof";
import { readProvenEvent, type ProvenEvent } from "./proven-event";
import type { VerifierKey } from "./verifier-key";

/**
 * What is wrong with a file of a bundle. `other_checkpoint`: its proof is up to another checkpoint than the bundle's. `wrong_number`:
 * the event is not the one that its name and place say. `not_continued`: the checkpoint does not continue this earlier one.
 */
export type BundleProblem = {
  file: string;
  problem:
    | Exclude<ProofVerdict["outcome"], "signed">
    | "other_checkpoint"
    | "wrong_number"
    | "not_an_event"
    | "not_continued";
};

export type VerifiedBundle = {
  outcome: "proven" | "not_proven";
  origin: string;
  /** How many events the log had. */
  size: number;
  signedBy: VerifiedSignature[];
  cosignedBy: VerifiedSignature[];
  /** Of the witnesses that had to sign, those that did not. */
  missingWitnesses: VerifierKey[];
  /** Those that are proven, and no others. */
  events: ProvenEvent[];
  /** The sizes of the earlier checkpoints that it was shown to continue. */
  continuedSizes: number[];
  problems: BundleProblem[];
};

/** `origin` and `size` are what it says, and nobody vouches for; null where it is no checkpoint. */
export type UntrustedBundle = {
  outcome: Exclude<OpenedCheckpoint["outcome"], "signed">;
  claimed: { origin: string; size: number } | null;
};

/**
 * Verifies a bundle against the log's keys that the reader knows. `witnesses`: keys of those who all have to have cosigned it. Asks
 * nobody; what the events say is not judged.
 */
export const verifyBundle = (
  { checkpoint, events, earlier }: Bundle,
  { keys, witnesses }: { keys: readonly VerifierKey[]; witnesses: readonly VerifierKey[] },
): VerifiedBundle | UntrustedBundle => {
  const known = [...keys, ...witnesses];
  const opened = openCheckpoint(checkpoint, known);
  if (opened.outcome !== "signed") {
    const claimed = readCheckpoint(checkpoint)?.checkpoint ?? null;
    return { outcome: opened.outcome, claimed };
  }
  const { origin, size } = opened.checkpoint;
  const judged = events.map((event) => judgeEvent(event, checkpoint, keys));
  const continued = earlier.map((each) => judgeEarlier(each, checkpoint, keys));
  const problems = [...judged, ...continued].flatMap((each) => ("problem" in each ? [each] : []));
  const proven = judged.flatMap((each) => ("problem" in each ? [] : [each]));
  const missingWitnesses = witnesses.filter(
    (witness) => !opened.cosignedBy.some(({ key }) => key === witness),
  );
  const isProven = problems.length === 0 && missingWitnesses.length === 0 && proven.length > 0;
  return {
    outcome: isProven ? "proven" : "not_proven",
    origin,
    size,
    signedBy: opened.signedBy,
    cosignedBy: opened.cosignedBy,
    missingWitnesses,
    events: proven,
    continuedSizes: continued.flatMap((each) => ("problem" in each ? [] : [each.size])),
    problems,
  };
};

const judgeEvent = (
  { seq, line, proof }: Bundle["events"][number],
  checkpoint: string,
  keys: readonly VerifierKey[],
): ProvenEvent | BundleProblem => {
  const file = `events/${seq}.json`;
  const proofFile = `events/${seq}.tlog-proof`;
  const event = readProvenEvent(line);
  if (event === null) return { file, problem: "not_an_event" };
  const verdict = verifyProof(proof, hashLine(line), keys);
  if (verdict.outcome !== "signed") return { file: proofFile, problem: verdict.outcome };
  if (event.seq !== seq || verdict.index !== seq - 1) return { file, problem: "wrong_number" };
  return parseProof(proof)?.checkpoint === checkpoint
    ? event
    : { file: proofFile, problem: "other_checkpoint" };
};

const judgeEarlier = (
  { size, checkpoint: before, consistency: text }: Bundle["earlier"][number],
  checkpoint: string,
  keys: readonly VerifierKey[],
): { size: number } | BundleProblem => {
  const file = `consistency/${size}.checkpoint`;
  const opened = openCheckpoint(before, keys);
  if (opened.outcome !== "signed") return { file, problem: opened.outcome };
  const consistency = parseConsistency(text);
  const isShown =
    consistency?.checkpoint === checkpoint &&
    opened.checkpoint.size === size &&
    continues(opened.checkpoint, consistency);
  return isShown ? { size } : { file, problem: "not_continued" };
};
