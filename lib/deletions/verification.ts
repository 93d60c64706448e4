import type { z } from "zod";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import type { Unreadable } from "@/lib/memories/unreadable";
import { isFinished, type DeletionStatus } from "./status";
import type { VerificationCheckName } from "./verification-checks";
import type { verificationCheckSchema, verificationSchema } from "./verification-schema";

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

export type VerificationCheck = z.infer<typeof verificationCheckSchema>;

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
