import { z } from "zod";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import { unreadableSchema, type Unreadable } from "@/lib/memories/unreadable";
import { isFinished, type DeletionStatus } from "./status";

/**
 * What is looked for after a deletion. `ids`: each memory by its id. `selection`: what matches the filter up to the
 * cutoff. `versions`: earlier texts. `text`: a few words of a few deleted texts, by search.
 */
export const verificationChecks = ["ids", "selection", "versions", "text"] as const;
export type VerificationCheckName = (typeof verificationChecks)[number];

/** `residual`: something of the deletion is still stored. `not_checked`: it could be, and was not; never a pass. */
export const verificationOutcomes = ["verified_absent", "residual", "unsupported", "not_checked"] as const;
export type VerificationOutcome = (typeof verificationOutcomes)[number];

/** Whether there is something to look for: a deletion that has ended, however it did, after at least one memory. */
export const isVerifiable = ({
  status,
  deletedCount,
  absentCount,
  failedCount,
}: {
  status: DeletionStatus;
  deletedCount: number;
  absentCount: number;
  failedCount: number;
}): boolean => isFinished(status) && deletedCount + absentCount + failedCount > 0;

const count = z.int().min(0);

const verificationCheckSchema = z.object({
  check: z.enum(verificationChecks),
  outcome: z.enum(verificationOutcomes),
  /** What was looked for: memories, or texts; null where that is not a number of things. */
  checkedCount: count.nullable(),
  /** What was found although it was taken for deleted. */
  residualCount: count,
  /** What was found and is known to be there: it failed, or was kept. Null where an earlier release did not look for it. */
  stayedCount: count.nullable().default(null),
  /** What was found and is not this deletion's: stored again after the cutoff, or another memory with these words. */
  otherCount: count,
  /** Memories that were met and could not be read: whether they should be gone is unknown. */
  unreadable: unreadableSchema.optional(),
  durationMs: count,
});
export type VerificationCheck = z.infer<typeof verificationCheckSchema>;

/** How a verification is kept, and read back. */
export const verificationSchema = z.object({
  verifiedAt: z.iso.datetime(),
  checks: z.array(verificationCheckSchema),
});
export type Verification = z.infer<typeof verificationSchema>;

export type Verified = { storeId: StoreId; verification: Verification | null };

/**
 * The most that any check found of what was taken for deleted; the checks overlap, so that their sum would count things
 * twice. What a store elsewhere keeps in its history is a copy, and none of this; in the built-in store versions are a part
 * of the memory.
 */
export const residualCountOf = ({ storeId, verification }: Verified): number =>
  Math.max(
    0,
    ...(verification?.checks ?? [])
      .filter(({ check }) => check !== "versions" || storeId === builtinStoreId)
      .map(({ residualCount }) => residualCount),
  );

/** The memories that a verification met and could not read; null when there were none. */
export const unreadableOf = (verification: Verification | null): Unreadable | null =>
  verification?.checks.find(({ unreadable }) => unreadable !== undefined)?.unreadable ?? null;

/** What a check found of its deletion, whether that was known or not. */
export const stillStoredCountOf = ({ residualCount, stayedCount }: VerificationCheck): number =>
  residualCount + (stayedCount ?? 0);

/**
 * Whether each memory that was taken for deleted was looked for by its id, and none found: without that nothing is known to
 * be gone. That others failed or were kept does not change it.
 */
export const isVerifiedById = (verification: Verification | null): boolean => {
  const ids = checkOf(verification, "ids");
  if (ids === undefined) return false;
  return ids.outcome === "verified_absent" || (ids.outcome === "residual" && ids.residualCount === 0);
};

/** Memories that the filter finds and that are not this deletion's, as they were stored after its cutoff. */
export const otherCountOf = (verification: Verification | null): number =>
  checkOf(verification, "selection")?.otherCount ?? 0;

export const checkOf = (verification: Verification | null, name: VerificationCheckName) =>
  verification?.checks.find(({ check }) => check === name);
