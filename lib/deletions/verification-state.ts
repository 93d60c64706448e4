import { isFinished } from "./status";
import type { Deletion } from "./types";
import { isVerifiedById, stillStoredCountOf } from "./verification";

type Verified = Pick<Deletion, "status" | "deletedCount" | "absentCount" | "failedCount" | "verification">;

/**
 * What a deletion's verification says in a word: `verified_absent` when each memory was looked for and none of the deletion
 * is stored; `residual` with the most that any check found; `not_verified` when there was something to look for and it
 * could not be done. Null while it goes on, and when there was nothing. Copies are another matter (see copies.ts).
 */
export type VerificationState =
  | { kind: "verified_absent" }
  | { kind: "residual"; stillStoredCount: number }
  | { kind: "not_verified" }
  | null;

export const verificationStateOf = (deletion: Verified): VerificationState => {
  const { status, deletedCount, absentCount, failedCount, verification } = deletion;
  if (!isFinished(status) || deletedCount + absentCount + failedCount === 0) return null;
  const checks = (verification?.checks ?? []).filter(({ check }) => check !== "versions");
  const stillStoredCount = Math.max(0, ...checks.map(stillStoredCountOf));
  if (stillStoredCount > 0) return { kind: "residual", stillStoredCount };
  const isWhole = checks.every(({ stayedCount }) => stayedCount !== null);
  return { kind: isVerifiedById(verification) && isWhole ? "verified_absent" : "not_verified" };
};
