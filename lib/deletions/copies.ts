import { z } from "zod";
import { residuePlaces, type ResidueLine } from "@/lib/stores/residue";
import { builtinStoreId } from "@/lib/stores/store-ids";
import type { Verified } from "./verification";

const count = z.int().min(0);

/** How what was found of a deletion's copies is kept, and read back. */
export const copiesSchema = z.object({
  lookedAt: z.iso.datetime(),
  /** When copies were last removed from here; null when none were. */
  removedAt: z.iso.datetime().nullable(),
  places: z.array(
    z.object({
      place: z.enum(residuePlaces),
      /** `not_checked`: the store could not be asked; never a pass. */
      outcome: z.enum(["none", "found", "unknown", "out_of_reach", "not_checked"]),
      count,
      /** Rows removed from here so far. */
      removedCount: count,
    }),
  ),
});
export type Copies = z.infer<typeof copiesSchema>;

/**
 * What is known of the copies of a deletion. Whether the memories themselves are gone is another question. `residual`:
 * some were found. `removed_unverified`: they were removed, and nothing was verified since. `out_of_reach`: some place could
 * not be looked at. `not_checked`: not looked for yet. Null for a store that has no copies that Lethe knows of.
 */
export type CopiesState =
  "residual" | "removed_unverified" | "out_of_reach" | "not_checked" | "removed" | "none" | null;

export const copiesStateOf = ({
  storeId,
  verification,
  copies,
}: Verified & { copies: Copies | null }): CopiesState => {
  // Its versions are a part of the memory, and no copy.
  if (storeId === builtinStoreId) return null;
  const versions = verification?.checks.find(({ check }) => check === "versions");
  const verifiedAt = verification?.verifiedAt ?? "";
  // The one that looked last.
  const isHistoryFound =
    versions?.outcome === "residual" &&
    versions.residualCount > 0 &&
    (copies === null || copies.lookedAt <= verifiedAt || isFound(copies, "history"));
  if (isHistoryFound || copies?.places.some(({ outcome }) => outcome === "found") === true) return "residual";
  if (copies === null) {
    switch (versions?.outcome) {
      case undefined:
      case "unsupported":
        return null;
      case "not_checked":
        return "not_checked";
      case "residual":
      case "verified_absent":
        return "none";
    }
  }
  if (copies.removedAt !== null && copies.removedAt > verifiedAt) return "removed_unverified";
  if (copies.places.some(({ outcome }) => outcome === "not_checked")) return "not_checked";
  if (copies.places.some(({ outcome }) => outcome === "out_of_reach")) return "out_of_reach";
  return copies.places.some(({ removedCount }) => removedCount > 0) ? "removed" : "none";
};

/** What was found just now, beside what was removed before. */
export const copiesFrom = (
  lines: readonly ResidueLine[],
  lookedAt: Date,
  before: Copies | null,
  removed: { place: string; count: number } | null = null,
): Copies => ({
  lookedAt: lookedAt.toISOString(),
  removedAt: removed === null ? (before?.removedAt ?? null) : lookedAt.toISOString(),
  places: lines.map(({ place, outcome, count }) => ({
    place,
    outcome,
    count,
    removedCount:
      (before?.places.find((each) => each.place === place)?.removedCount ?? 0) +
      (removed?.place === place ? removed.count : 0),
  })),
});

/**
 * What is known where the store could not be asked: what a look found before, unless copies were removed since, and else of no place
 * anything but what was found there.
 */
export const copiesNotLookedFor = (at: Date, before: Copies | null): Copies =>
  before !== null && (before.removedAt === null || before.lookedAt > before.removedAt)
    ? before
    : {
        lookedAt: at.toISOString(),
        removedAt: before?.removedAt ?? null,
        places: residuePlaces.map((place) => {
          const known = before?.places.find((each) => each.place === place);
          const isFoundBefore = known?.outcome === "found";
          return {
            place,
            outcome: isFoundBefore ? "found" : "not_checked",
            count: isFoundBefore ? known.count : 0,
            removedCount: known?.removedCount ?? 0,
          };
        }),
      };

const isFound = ({ places }: Copies, place: string): boolean =>
  places.some((each) => each.place === place && each.outcome === "found");
