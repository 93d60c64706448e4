"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { personSearchQuery } from "@/lib/people/query-options";
import type { PersonEntity } from "@/lib/people/types";
import type { StoreId } from "@/lib/stores/store-ids";
import { entityKey, noFindings, searchedAgain, takeMessage, type Findings } from "./person-findings";

/** What is looked for: typed words, and ids that were said to be the same person's. */
export type Sought = { text: string; confirmed: readonly PersonEntity[] };

type Search = {
  number: string;
  sought: Sought;
  /** Null: in all of them. */
  storeIds: readonly StoreId[] | null;
  /** What stands on the screen until this search says otherwise. */
  before: Findings;
};

/**
 * A search for a person in all stores, as its answer streams in. Searching once more for the same person, because an id was
 * confirmed or something was erased, leaves what is known on the screen until the store has answered anew.
 */
export const usePersonSearch = (storeIds: readonly StoreId[], first: Sought | null) => {
  const [search, setSearch] = useState<Search | null>(() =>
    first === null ? null : newSearch(first, { storeIds: null, before: noFindings }),
  );
  const query = useQuery(
    personSearchQuery(search?.number ?? "none", search && inputOf(search), {
      before: search?.before ?? noFindings,
      take: takeMessage,
    }),
  );
  const findings = query.data ?? search?.before ?? noFindings;

  const again = (sought: Sought) =>
    setSearch(newSearch(sought, { storeIds: null, before: searchedAgain(findings, storeIds) }));
  return {
    sought: search?.sought ?? null,
    findings,
    isSearching: query.isFetching,
    error: query.error,
    searchedAt: query.dataUpdatedAt === 0 ? null : new Date(query.dataUpdatedAt).toISOString(),
    start: (text: string) =>
      setSearch(newSearch({ text, confirmed: [] }, { storeIds: null, before: noFindings })),
    again: () => search !== null && again(search.sought),
    confirm: (entities: readonly PersonEntity[], isSamePerson: boolean) => {
      if (search === null) return;
      const keys = new Set(entities.map(entityKey));
      const others = search.sought.confirmed.filter((entity) => !keys.has(entityKey(entity)));
      const added = entities.map(({ storeId, kind, value }) => ({ storeId, kind, value }));
      again({ ...search.sought, confirmed: isSamePerson ? [...others, ...added] : others });
    },
    /** Asks once more the stores that failed, and those that this one keeps from answering. */
    tryAgain: () => {
      if (search === null) return;
      const missing = storeIds.filter((id) => !isDone(findings, id));
      const asked = missing.length === storeIds.length ? null : missing;
      setSearch(newSearch(search.sought, { storeIds: asked, before: searchedAgain(findings, missing) }));
    },
  };
};

export type PersonSearch = ReturnType<typeof usePersonSearch>;

const newSearch = (sought: Sought, rest: Pick<Search, "storeIds" | "before">): Search => ({
  number: crypto.randomUUID(),
  sought,
  ...rest,
});

const inputOf = ({ sought: { text, confirmed }, storeIds }: Search) => ({
  text,
  confirmed: [...confirmed],
  ...(storeIds === null ? {} : { storeIds: [...storeIds] }),
});

const isDone = ({ stores }: Findings, id: StoreId): boolean => {
  const store = stores.get(id);
  return store !== undefined && store.failure === null && store.searched.size === 4;
};
