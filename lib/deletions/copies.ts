import type { z } from "zod";
import type { ProfileLook, ProfileLooks } from "@/lib/stores/profile";
import type { ResidueLine, ResiduePlace } from "@/lib/stores/residue";
import { builtinStoreId } from "@/lib/stores/store-ids";
import type { copiesSchema } from "./copies-schema";
import type { Verified } from "./verification";
import type { VerificationOutcome } from "./verification-checks";

export type Copies = z.infer<typeof copiesSchema>;

/**
 * What is known of the copies of a deletion. Whether the memories themselves are gone is another question. `residual`:
 * some were found. `removed_unverified`: they were removed, and nothing was verified since. `unclear`: the store does not say yet.
 * `out_of_reach`: some place could not be looked at. `not_checked`: not looked for yet. Null for a store that has no copies that Lethe knows of.
 */
export type CopiesState =
  "residual" | "removed_unverified" | "unclear" | "out_of_reach" | "not_checked" | "removed" | "none" | null;

export const copiesStateOf = ({
  storeId,
  verification,
  copies,
}: Verified & { copies: Copies | null }): CopiesState => {
  // Its versions are a part of the memory, and no copy.
  if (storeId === builtinStoreId) return null;
  const versions = verification?.checks.find(({ check }) => check === "versions");
  const verifiedAt = verification?.verifiedAt ?? "";
  const isHistoryLooked = copies?.places.some(({ place }) => place === "history") === true;
  // The one that looked last.
  const isHistoryFound =
    versions?.outcome === "residual" &&
    versions.residualCount > 0 &&
    (copies === null || !isHistoryLooked || copies.lookedAt <= verifiedAt || isFound(copies, "history"));
  if (isHistoryFound || copies?.places.some(({ outcome }) => outcome === "found") === true) return "residual";
  const ofVersions = stateOfVersions(versions?.outcome);
  if (copies === null || copies.places.every(isUnknown)) return ofVersions;
  const has = (wanted: CopiesOutcome) => copies.places.some(({ outcome }) => outcome === wanted);
  if (isRemovedUnverified(copies, verifiedAt)) return "removed_unverified";
  if (has("not_checked") || (!isHistoryLooked && ofVersions === "not_checked")) return "not_checked";
  if (has("unclear")) return "unclear";
  if (has("out_of_reach")) return "out_of_reach";
  return copies.places.some(({ removedCount }) => removedCount > 0) ? "removed" : "none";
};

type CopiesOutcome = Copies["places"][number]["outcome"];

const stateOfVersions = (outcome: VerificationOutcome | undefined): "none" | "not_checked" | null => {
  switch (outcome) {
    case undefined:
    case "unsupported":
      return null;
    case "not_checked":
      return "not_checked";
    case "residual":
    case "verified_absent":
      return "none";
  }
};

/** What a store removed itself was asked for again afterwards; what Lethe removed, it has only counted. */
const isRemovedUnverified = ({ removedAt, places }: Copies, verifiedAt: string): boolean =>
  removedAt !== null &&
  removedAt > verifiedAt &&
  places.some(({ place, removedCount }) => place !== "profile" && removedCount > 0);

const isUnknown = ({ outcome }: Copies["places"][number]): boolean => outcome === "unknown";

/** What was found just now, beside what was removed before. */
export const copiesFrom = (
  lines: readonly ResidueLine[],
  lookedAt: Date,
  before: Copies | null,
  removed: { place: string; count: number } | null = null,
): Copies => ({
  lookedAt: lookedAt.toISOString(),
  removedAt: removed === null ? (before?.removedAt ?? null) : lookedAt.toISOString(),
  places: lines.map(({ place, outcome, count, profiles }) => ({
    place,
    outcome,
    count,
    ...(profiles && { profiles }),
    removedCount:
      (before?.places.find((each) => each.place === place)?.removedCount ?? 0) +
      (removed?.place === place ? removed.count : 0),
  })),
});

/** What was seen of profiles before anything was deleted: nothing else has been looked for. */
export const copiesBefore = (lookedAt: Date, looks: readonly (ProfileLook | null)[]): Copies => ({
  lookedAt: lookedAt.toISOString(),
  removedAt: null,
  places: [
    {
      place: "profile",
      outcome: "not_checked",
      count: 0,
      removedCount: 0,
      profiles: looks.map((before) => ({ before, now: null })),
    },
  ],
});

export const profilesOf = (copies: Copies | null): ProfileLooks[] =>
  copies?.places.find(({ place }) => place === "profile")?.profiles ?? [];

/**
 * What is known where the store could not be asked: what a look found before, unless copies were removed since, and else of no place
 * anything but what was found there.
 */
export const copiesNotLookedFor = (
  at: Date,
  before: Copies | null,
  places: readonly ResiduePlace[],
): Copies =>
  before !== null && (before.removedAt === null || before.lookedAt > before.removedAt)
    ? before
    : {
        lookedAt: at.toISOString(),
        removedAt: before?.removedAt ?? null,
        places: places.map((place) => {
          const known = before?.places.find((each) => each.place === place);
          const isFoundBefore = known?.outcome === "found";
          return {
            place,
            outcome: isFoundBefore ? "found" : "not_checked",
            count: isFoundBefore ? known.count : 0,
            removedCount: known?.removedCount ?? 0,
            ...(known?.profiles && { profiles: known.profiles }),
          };
        }),
      };

const isFound = ({ places }: Copies, place: string): boolean =>
  places.some((each) => each.place === place && each.outcome === "found");
