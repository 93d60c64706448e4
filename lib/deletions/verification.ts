import { z } from "zod";
import { memoryCountWords } from "@/lib/memories/count-words";
import { isFinished } from "./status";
import type { Deletion } from "./types";

/**
 * What is looked for after a deletion. `ids`: each memory by its id. `selection`: what matches the filter up to the
 * cutoff. `versions`: earlier texts. `text`: a few words of a few deleted texts, by search.
 */
export const verificationChecks = ["ids", "selection", "versions", "text"] as const;
export type VerificationCheckName = (typeof verificationChecks)[number];

/** `residual`: something was found that should be gone. `not_checked`: it could be, and was not; never a pass. */
export const verificationOutcomes = ["verified_absent", "residual", "unsupported", "not_checked"] as const;
export type VerificationOutcome = (typeof verificationOutcomes)[number];

/** Whether there is something to look for: a deletion that has ended, however it did, after at least one memory. */
export const isVerifiable = ({
  status,
  deletedCount,
  absentCount,
  failedCount,
}: Pick<Deletion, "status" | "deletedCount" | "absentCount" | "failedCount">): boolean =>
  isFinished(status) && deletedCount + absentCount + failedCount > 0;

const count = z.int().min(0);

const verificationCheckSchema = z.object({
  check: z.enum(verificationChecks),
  outcome: z.enum(verificationOutcomes),
  /** What was looked for: memories, or texts; null where that is not a number of things. */
  checkedCount: count.nullable(),
  /** What was found and should be gone. */
  residualCount: count,
  /** What was found and is none of this deletion's: stored again after the cutoff, or another memory with these words. */
  otherCount: count,
  durationMs: count,
});
export type VerificationCheck = z.infer<typeof verificationCheckSchema>;

/** How a verification is kept, and read back. */
export const verificationSchema = z.object({
  verifiedAt: z.iso.datetime(),
  checks: z.array(verificationCheckSchema),
});
export type Verification = z.infer<typeof verificationSchema>;

/** The most that any check found; the checks overlap, so that their sum would count things twice. */
export const residualCountOf = (verification: Verification | null): number =>
  mostFound(verification?.checks ?? []);

/** Whether each memory was looked for by its id and not found: without that nothing is known to be gone. */
export const isVerifiedById = (verification: Verification | null): boolean =>
  verification?.checks.some(({ check, outcome }) => check === "ids" && outcome === "verified_absent") ===
  true;

/**
 * What a verification found, for a sentence: "3 memories still stored", or, where the memories are gone and only their
 * history tells of them, "the memory history of 3 memories still stored". Null for no more than the `failedCount` that could
 * not be deleted.
 */
export const residualWords = (verification: Verification | null, failedCount: number): string | null => {
  const checks = verification?.checks ?? [];
  const storedCount = mostFound(checks.filter(({ check }) => check !== "versions"));
  if (storedCount > failedCount) return `${memoryCountWords(storedCount)} still stored`;
  const rememberedCount = mostFound(checks);
  return rememberedCount > failedCount
    ? `the memory history of ${memoryCountWords(rememberedCount)} still stored`
    : null;
};

const mostFound = (checks: readonly VerificationCheck[]): number =>
  Math.max(0, ...checks.map(({ residualCount }) => residualCount));
