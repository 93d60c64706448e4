import { randomUUID } from "node:crypto";
import { log } from "@/lib/env/log";
import { errorForLog } from "@/lib/errors/error-for-log";
import { failureOf } from "@/lib/errors/server/failure";
import { entityFilter } from "@/lib/filters/entity-filter";
import type { Filter } from "@/lib/filters/filter";
import { isSearchableText } from "@/lib/filters/filter-limits";
import { entityFieldOf } from "@/lib/memories/entity";
import type { Count, MemoryId } from "@/lib/memories/types";
import { builtinIdSchema } from "@/lib/memories/memory-id-schema";
import type { ResidueLine } from "@/lib/stores/residue";
import type { MemoryStore } from "@/lib/stores/types";
import { watchPlaces, type WatchPlace, type WatchSubject } from "@/lib/watches/types";

/** What a store says of a place now; since when it is absent is for the caller to know. */
export type PlaceAnswer =
  { state: "present"; count: Count } | { state: "absent" } | { state: "not_asked" | "failed"; words: string };

export type Asked = {
  store: MemoryStore;
  subject: WatchSubject;
  /** The memories that are asked for by their ids: few, and noted when they were there. */
  pinnedIds: readonly MemoryId[];
};

const pinnedMax = 5;
const nearMax = 20;
const placeMsMax = 8_000;

/** Ids of the newest memories that are watched, at most 5, to be asked for when nothing else leads to them any more. */
export const findPinnedIds = async (store: MemoryStore, subject: WatchSubject): Promise<MemoryId[]> => {
  if (subject.kind === "memory") return [subject.id];
  const { memories } = await store.list({
    filter: filterOf(subject),
    sort: { field: "created_at", direction: "desc" },
    cursor: null,
    limit: pinnedMax,
  });
  return memories.map(({ id }) => id);
};

/**
 * Asks a store for each place, one after the other so that it has one request of a page that is looked at to answer; none takes
 * more than eight seconds. Rejects only for what is no failure of a store.
 */
export const askPlaces = async (asked: Asked): Promise<Record<WatchPlace, PlaceAnswer>> => {
  const answers = {} as Record<WatchPlace, PlaceAnswer>;
  for (const place of watchPlaces) answers[place] = await askPlace(place, asked);
  return answers;
};

const askPlace = async (place: WatchPlace, asked: Asked): Promise<PlaceAnswer> => {
  const signal = AbortSignal.timeout(placeMsMax);
  try {
    // Some methods of a store cannot be stopped: then only the waiting ends.
    return await Promise.race([askers[place](asked, signal), aborted(signal)]);
  } catch (error) {
    if (signal.aborted) return { state: "failed", words: "It took too long to answer." };
    const { message, isForLog } = failureOf(error);
    if (isForLog) log().error({ requestId: randomUUID(), place, error: errorForLog(error) }, "watch failed");
    return { state: "failed", words: message ?? "It could not be asked." };
  }
};

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true }),
  );

type Asker = (asked: Asked, signal: AbortSignal) => Promise<PlaceAnswer>;

const askers: Record<WatchPlace, Asker> = {
  list: async ({ store, subject, pinnedIds }, signal) => {
    if (subject.kind === "search") {
      if (pinnedIds.length === 0)
        return notAsked("The search has found no memory here that could be listed.");
      return counted(
        await store.count({ field: "memory_ids", operator: "in", value: [...pinnedIds] }, signal),
      );
    }
    const impossible = impossibleIn(store, subject);
    return impossible ?? counted(await store.count(filterOf(subject), signal));
  },

  search: async ({ store, subject }, signal) => {
    switch (subject.kind) {
      case "memory":
        return notAsked("Searching takes the memory’s text, of which Lethe keeps no copy.");
      case "entity":
        // Texts that name the ID are others' as well, and their own need not name it: what is asked for is their memories.
        return store.deletes === "in_transaction"
          ? counted(await store.count(entityFilter(subject.entity), signal))
          : notAsked("Searching takes words of their memories, of which Lethe keeps no copy.");
      case "search":
        return searched(store, subject.text, signal);
    }
  },

  get: async ({ store, subject, pinnedIds }, signal) => {
    const impossible = impossibleIn(store, subject) ?? nothingPinned(pinnedIds);
    if (impossible !== null) return impossible;
    if (store.deletes === "remotely") {
      const { memories, unreadable } = await store.findMany({ ids: pinnedIds, signal });
      return counted(exactly(memories.length + unreadable.length));
    }
    const found = await Promise.all(pinnedIds.map((id) => store.find(id)));
    return counted(exactly(found.filter((memory) => memory !== null).length));
  },

  versions: async ({ store, subject, pinnedIds }, signal) => {
    const impossible = impossibleIn(store, subject) ?? nothingPinned(pinnedIds);
    if (impossible !== null) return impossible;
    if (store.deletes === "remotely") {
      const remembered = await store.findRemembered({ ids: pinnedIds, signal });
      return remembered === null
        ? notAsked("This store does not tell the history of a memory.")
        : counted(exactly(remembered.size));
    }
    const versions = await Promise.all(pinnedIds.map((id) => store.listVersions(id)));
    return counted(exactly(versions.flat().length));
  },

  entity: async ({ store, subject }, signal) => {
    if (subject.kind !== "entity") return notAsked("What is watched is no user, agent, app or run.");
    const { kind, value } = subject.entity;
    // In the built-in store an entity is nothing but the memories that name it.
    if (store.deletes === "in_transaction")
      return counted(await store.count(entityFilter({ kind, value }), signal));
    const near = await store.listNearEntities({ kind, text: value, limit: nearMax }, signal);
    if (near.some((each) => each.value === value)) return counted(exactly(1));
    // Among many alike it may not be one of those that are listed: its memories say that it is there.
    const ofMemories = counted(await store.count(entityFilter({ kind, value }), signal));
    if (ofMemories.state === "present") return counted(exactly(1));
    return near.length < nearMax
      ? ofMemories
      : notAsked("The store lists too many that are like it, and it is not among the first of them.");
  },

  copies: async ({ store, subject, pinnedIds }, signal) => {
    if (store.deletes === "in_transaction")
      return notAsked("This store keeps no copies besides its versions.");
    if (store.residue === undefined) return notAsked("This store keeps no copies that can be asked for.");
    const lines = await store.residue.find({
      ids: new Set(pinnedIds),
      entities:
        subject.kind === "entity" ? { [entityFieldOf[subject.entity.kind]]: subject.entity.value } : {},
      users: subject.kind === "entity" && subject.entity.kind === "user" ? [subject.entity.value] : [],
      signal,
    });
    const foundCount = lines.reduce((sum, { outcome, count }) => sum + (outcome === "found" ? count : 0), 0);
    if (foundCount > 0) return counted(exactly(foundCount));
    const open = lines.filter(({ outcome }) => outcome !== "none");
    return open.length === 0 ? { state: "absent" } : notAsked(whyOpen(open));
  },
};

const whyOpen = (lines: readonly ResidueLine[]): string => {
  const profile = lines.find(({ place }) => place === "profile");
  if (profile === undefined)
    return "Some copies are out of Lethe’s reach: the history’s file or the database is not set.";
  if (profile.outcome === "unclear") return "Mem0 does not say at the moment what the user’s profile holds.";
  return profile.profiles === undefined
    ? "Mem0 can be asked about the profiles of users alone."
    : "Mem0 does not let Lethe ask for its profiles.";
};

/** Memories whose text has the words, in any case. */
const searched = async (store: MemoryStore, text: string, signal: AbortSignal): Promise<PlaceAnswer> => {
  if (!isSearchableText(text)) return notAsked("It is too short to be searched for in texts.");
  // A store that would have to be read for it is asked by its own search.
  if (store.deletes === "remotely" && store.capabilities.examinedFields.includes("text")) {
    const found = await store.searchWords({ words: text.trim().split(/\s+/), signal });
    return found === null
      ? notAsked("This store cannot be searched by words.")
      : counted(exactly(found.length));
  }
  return counted(await store.count({ field: "text", operator: "icontains", value: text }, signal));
};

const filterOf = (subject: WatchSubject): Filter => {
  switch (subject.kind) {
    case "memory":
      return { field: "memory_ids", operator: "in", value: [subject.id] };
    case "entity":
      return entityFilter(subject.entity);
    case "search":
      return { field: "text", operator: "icontains", value: subject.text };
  }
};

const impossibleIn = (store: MemoryStore, subject: WatchSubject): PlaceAnswer | null =>
  subject.kind === "memory" &&
  store.deletes === "in_transaction" &&
  !builtinIdSchema.safeParse(subject.id).success
    ? notAsked("IDs of this store are UUIDs, and this is none.")
    : null;

const nothingPinned = (pinnedIds: readonly MemoryId[]): PlaceAnswer | null =>
  pinnedIds.length > 0 ? null : notAsked("No memory was found here whose ID could be asked for.");

const notAsked = (words: string): PlaceAnswer => ({ state: "not_asked", words });
const exactly = (value: number): Count => ({ value, isExact: true });

/** None among those that could be looked at is not none. */
const counted = (count: Count): PlaceAnswer => {
  if (count.value > 0) return { state: "present", count };
  return count.isExact
    ? { state: "absent" }
    : notAsked("Not all memories of this store could be looked at, and it is not among the others.");
};
