import type { StoreKind } from "@/lib/stores/store-ids";
import type { CertificateFacts, CheckedPlace, UncoveredPlace, UncoveredRemedy } from "./types";

/**
 * What a certificate says nothing about, and what to do about each: places where the bytes of a deleted text can outlive its
 * memory, and others who may have it. `clean`: of the built-in store's files, after the last erasure in it. A kind that is not known any more is taken for a remote one.
 */
export const notCovered = (
  erasures: readonly Pick<CertificateFacts["erasures"][number], "deletionId" | "store">[],
  places: readonly Pick<CheckedPlace, "deletionId" | "place" | "outcome" | "store">[],
  clean: CertificateFacts["clean"],
): CertificateFacts["notCovered"] => {
  const stores = erasures.map(({ store }) => store);
  const builtin = namesOf(stores.filter(({ kind }) => kind === "builtin"));
  const remote = namesOf(stores.filter(({ kind }) => kind !== "builtin"));
  const platform = namesOf(stores.filter(({ kind }) => kind === "mem0-platform"));
  const turns = places.filter(({ place, outcome }) => place === "chat_turns" && outcome === "unsupported");
  const asked = new Set(places.filter(isAskedProfile).map(({ deletionId }) => deletionId));
  const unasked = erasures.flatMap(({ deletionId, store }) =>
    store.kind === "mem0-platform" && !asked.has(deletionId) ? [store] : [],
  );
  const lines: [UncoveredPlace, UncoveredRemedy, string[]][] = [
    ["free_pages", "rewrite_files", clean?.hasStatistics === true ? [] : builtin],
    ["wal", "wait_for_recycling", clean?.hasLog === true ? [] : builtin],
    ["backups", "wait_for_expiry", builtin],
    ["store_disks", "ask_store_operator", remote],
    ["backups", "ask_store_operator", remote],
    ["mem0_chat_turns", "ask_store_operator", namesOf(turns.map(({ store }) => store))],
    ["mem0_profiles", "delete_in_mem0", namesOf(unasked)],
    ["mem0_exports", "delete_in_mem0", platform],
  ];
  return [
    ...lines.flatMap(([what, remedy, names]) =>
      names.length === 0 ? [] : [{ what, remedy, stores: names }],
    ),
    { what: "applications", remedy: "tell_recipients", stores: [] },
    { what: "model_providers", remedy: "ask_model_provider", stores: [] },
  ];
};

/** Whether the profiles of the users were asked for, and the answer said something. */
const isAskedProfile = ({ place, outcome }: Pick<CheckedPlace, "place" | "outcome">): boolean =>
  place === "profile" && (outcome === "verified_absent" || outcome === "residual");

const namesOf = (stores: readonly { name: string; kind: StoreKind | null }[]): string[] => [
  ...new Set(stores.map(({ name }) => name)),
];
