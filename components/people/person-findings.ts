import type { FindingGroup, FoundEntity, FoundMemory, NotSearched, PersonMessage } from "@/lib/people/types";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";

/** What a search has brought up in one store so far. */
export type StoreFindings = {
  theirs: readonly FoundEntity[];
  possibly_theirs: readonly FoundEntity[];
  about: readonly FoundMemory[];
  in_their_runs: readonly FoundMemory[];
  /** Groups of which nothing more comes: an empty one is empty. */
  searched: ReadonlySet<FindingGroup>;
  /** Groups of which there is more than what is shown. */
  cut: ReadonlySet<FindingGroup>;
  /** Groups that still show what the search before brought up, until this one says something of them. */
  old: ReadonlySet<FindingGroup>;
  failure: string | null;
};

/** What a search has brought up so far, in all stores. */
export type Findings = {
  stores: ReadonlyMap<StoreId, StoreFindings>;
  notSearched: readonly NotSearched[];
  /** Of the search as a whole. */
  failure: string | null;
};

export const groups = [
  "theirs",
  "possibly_theirs",
  "about",
  "in_their_runs",
] as const satisfies FindingGroup[];

const nothing: StoreFindings = {
  theirs: [],
  possibly_theirs: [],
  about: [],
  in_their_runs: [],
  searched: new Set(),
  cut: new Set(),
  old: new Set(),
  failure: null,
};

/** The built-in store comes first, whoever answers first; it is mostly the one. */
export const noFindings: Findings = {
  stores: new Map([[builtinStoreId, nothing]]),
  notSearched: [],
  failure: null,
};

/** What stands on the screen while these stores are searched again: what was there, until it is replaced. */
export const searchedAgain = (findings: Findings, storeIds: readonly StoreId[]): Findings => ({
  stores: new Map(
    [...findings.stores].map(([id, store]) => [
      id,
      storeIds.includes(id)
        ? { ...store, searched: new Set(), cut: new Set(), old: new Set(groups), failure: null }
        : store,
    ]),
  ),
  notSearched: findings.notSearched.filter(({ storeId }) => storeId !== null && !storeIds.includes(storeId)),
  failure: null,
});

/** The findings with one more message taken in. */
export const takeMessage = (findings: Findings, message: PersonMessage): Findings => {
  switch (message.type) {
    case "entities":
      return inStore(findings, message.storeId, (before) => {
        const store = withoutOld(before, message.group);
        return {
          ...store,
          [message.group]: merged(store[message.group], message.entities, entityKey),
        };
      });
    case "memories":
      return inStore(findings, message.storeId, (before) => {
        const store = withoutOld(before, message.group);
        return {
          ...store,
          [message.group]: merged(store[message.group], message.memories, memoryKey),
          cut: message.isComplete ? store.cut : new Set([...store.cut, message.group]),
        };
      });
    case "searched":
      return inStore(findings, message.storeId, (before) => {
        const store = withoutOld(before, message.group);
        return { ...store, searched: new Set([...store.searched, message.group]) };
      });
    case "not_searched":
      return { ...findings, notSearched: [...findings.notSearched, message.notSearched] };
    case "failed":
      return message.storeId === null
        ? { ...findings, failure: message.message }
        : inStore(findings, message.storeId, (store) => ({
            ...groups.reduce(withoutOld, store),
            failure: message.message,
          }));
    case "end":
      // It broke off: what stood there before is not known to be gone.
      if (findings.failure !== null) return findings;
      return {
        ...findings,
        stores: new Map([...findings.stores].map(([id, store]) => [id, groups.reduce(withoutOld, store)])),
      };
  }
};

const inStore = (
  findings: Findings,
  storeId: StoreId,
  change: (store: StoreFindings) => StoreFindings,
): Findings => ({
  ...findings,
  stores: new Map(findings.stores).set(storeId, change(findings.stores.get(storeId) ?? nothing)),
});

/** Nothing that an earlier search said is left in a group, once this one speaks of it. */
const withoutOld = (store: StoreFindings, group: FindingGroup): StoreFindings =>
  store.old.has(group)
    ? { ...store, [group]: [], old: new Set([...store.old].filter((other) => other !== group)) }
    : store;

/** What comes again replaces what it was, where it was: a count may have become exact. */
const merged = <Item>(
  before: readonly Item[],
  added: readonly Item[],
  keyOf: (item: Item) => string,
): Item[] => {
  const byKey = new Map(before.map((item) => [keyOf(item), item]));
  for (const item of added) byKey.set(keyOf(item), item);
  return [...byKey.values()];
};

export const entityKey = ({
  storeId,
  kind,
  value,
}: Pick<FoundEntity, "storeId" | "kind" | "value">): string => JSON.stringify([storeId, kind, value]);

export const memoryKey = ({ storeId, id }: Pick<FoundMemory, "storeId" | "id">): string =>
  JSON.stringify([storeId, id]);

/** A group in all stores, in the order in which they answered, so that nothing on the screen moves when one more does. */
export const groupOf = <Group extends FindingGroup>(findings: Findings, group: Group) => {
  const stores = [...findings.stores.values()];
  return {
    items: stores.flatMap((store) => [...store[group]]) as StoreFindings[Group][number][],
    isCut: stores.some(({ cut }) => cut.has(group)),
  };
};

/** Of these stores, those that have not said all of a group and have not failed. */
export const stillSearched = (
  findings: Findings,
  group: FindingGroup,
  storeIds: readonly StoreId[],
): StoreId[] =>
  storeIds.filter((id) => {
    const store = findings.stores.get(id);
    return store === undefined || (!store.searched.has(group) && store.failure === null);
  });

/** Stores of which a search has not said everything: `failed` may be known by another try, `partly` cannot. */
export const unsearchedOf = (
  findings: Findings,
  storeIds: readonly StoreId[],
): { storeId: StoreId; why: "failed" | "partly" }[] =>
  storeIds.flatMap((storeId): { storeId: StoreId; why: "failed" | "partly" }[] => {
    const store = findings.stores.get(storeId);
    const told = findings.notSearched.filter((each) => each.storeId === null || each.storeId === storeId);
    if (
      store === undefined ||
      store.failure !== null ||
      store.searched.size < groups.length ||
      told.some(({ reason }) => reason === "timed_out")
    )
      return [{ storeId, why: "failed" }];
    return told.length > 0 ? [{ storeId, why: "partly" }] : [];
  });
