import type { Deletion } from "@/lib/deletions/types";
import type { Copies } from "@/lib/deletions/copies";
import { stillStoredCountOf, type VerificationCheck } from "@/lib/deletions/verification";
import { builtinStoreId } from "@/lib/stores/store-ids";
import type {
  CertificateErasure,
  CertificateMethod,
  CertificatePlace,
  CheckedPlace,
  PlaceOutcome,
} from "./types";

type Looked = Pick<
  Deletion,
  "storeId" | "requestedCount" | "deletedCount" | "absentCount" | "verification" | "copies"
>;
type Subject = Pick<CertificateErasure, "deletionId" | "store">;

/** Where a deletion was looked for after its end, and what was found there: a place for each check, and for each kind of copies. */
export const placesOf = (deletion: Looked, { deletionId, store }: Subject): CheckedPlace[] => {
  const subject = { deletionId, store };
  const verifiedAt = deletion.verification?.verifiedAt ?? null;
  const copies = deletion.copies?.places ?? unlookedCopies(deletion, store);
  const checks = (deletion.verification?.checks ?? [])
    // Nothing was frozen: there is nothing to look for but what matches.
    .filter(({ check }) => deletion.requestedCount !== 0 || check === "selection")
    // What was looked for later, with the other copies, is the newer word about the history.
    .filter(({ check }) => check !== "versions" || !isHistoryNewer(deletion));
  return [
    ...checks.map((check) => ({ ...subject, ...placeOfCheck(deletion, check), at: verifiedAt })),
    ...copies
      .filter(({ place }) => place !== "history" || isHistoryNewer(deletion))
      .map((copy) => ({ ...subject, ...placeOfCopies(deletion, copy) })),
  ];
};

/** A self-hosted Mem0 keeps copies, and of a deletion by an earlier release nobody has looked for them yet. */
const unlookedCopies = (
  { deletedCount, absentCount }: Looked,
  { kind }: Subject["store"],
): Copies["places"] =>
  kind !== "mem0-oss" || deletedCount + absentCount === 0
    ? []
    : (["chat_turns", "entities"] as const).map((place) => ({
        place,
        outcome: "not_checked",
        count: 0,
        removedCount: 0,
      }));

const isHistoryNewer = ({ storeId, verification, copies }: Looked): boolean =>
  storeId !== builtinStoreId &&
  copies !== null &&
  copies.places.some(({ place, outcome }) => place === "history" && outcome !== "not_checked") &&
  copies.lookedAt > (verification?.verifiedAt ?? "");

type Found = Omit<CheckedPlace, keyof Subject | "at">;

const placeOfCheck = ({ storeId }: Looked, check: VerificationCheck): Found => {
  const outcome = outcomeOfCheck(check);
  const isLookedAt = outcome === "verified_absent" || outcome === "residual";
  const { place, method } = whereOf(check.check, storeId === builtinStoreId);
  return {
    place,
    method,
    coverage: check.check === "text" ? "sample" : "every",
    lookedForCount: isLookedAt ? check.checkedCount : null,
    foundCount: isLookedAt ? stillStoredCountOf(check) : null,
    removedCount: null,
    outcome,
  };
};

const whereOf = (
  check: VerificationCheck["check"],
  isBuiltin: boolean,
): { place: CertificatePlace; method: CertificateMethod } => {
  switch (check) {
    case "ids":
      return { place: "memories", method: "each_by_id" };
    case "selection":
      return { place: "memories", method: "filter_again" };
    case "versions":
      return isBuiltin
        ? { place: "versions", method: "versions_by_id" }
        : { place: "history", method: "history_by_id" };
    case "text":
      return { place: "search", method: "words_of_a_sample" };
  }
};

const outcomeOfCheck = ({ check, outcome, stayedCount, durationMs }: VerificationCheck): PlaceOutcome => {
  // Words of the texts are known while they are deleted and never after: later it cannot be asked any more, which takes no time.
  if (check === "text" && outcome === "not_checked" && durationMs === 0) return "unsupported";
  // By an earlier release, which did not look for what had failed or was kept.
  if (outcome === "verified_absent" && stayedCount === null) return "not_checked";
  return outcome;
};

const placeOfCopies = (
  { verification, copies }: Looked,
  { place, outcome, count, removedCount, profiles }: Copies["places"][number],
): Found & Pick<CheckedPlace, "at"> => ({
  place,
  method: place === "profile" ? "profile_by_user" : "rows_of_place",
  coverage: "every",
  lookedForCount: profiles?.filter(({ now }) => now !== null).length ?? null,
  foundCount: outcome === "none" || outcome === "found" ? count : null,
  removedCount,
  outcome: outcomeOfCopies(outcome, {
    // The store removed its profiles itself, and was asked for them afterwards.
    isRemovedSince:
      place !== "profile" && removedCount > 0 && (copies?.removedAt ?? "") > (verification?.verifiedAt ?? ""),
  }),
  at: copies?.lookedAt ?? null,
});

const outcomeOfCopies = (
  outcome: Copies["places"][number]["outcome"],
  { isRemovedSince }: { isRemovedSince: boolean },
): PlaceOutcome => {
  switch (outcome) {
    case "none":
      return isRemovedSince ? "erased" : "verified_absent";
    case "found":
      return "residual";
    // Nothing says whose rows they are.
    case "unknown":
      return "unsupported";
    // Given its file or its database, Lethe could look; or the store did not say, and may later.
    case "unclear":
    case "out_of_reach":
    case "not_checked":
      return "not_checked";
  }
};
