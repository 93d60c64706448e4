import { type Entity, entityFieldOf, type EntityKind } from "@/lib/memories/entity";
import type { Filter } from "@/lib/filters/filter";
import type { Memory, MemoryId, Count, FacetValue } from "@/lib/memories/types";
import { coverageByCounting } from "@/lib/stores/remote/coverage-by-counting";
import { facetsByWalking, pageOfEntities } from "@/lib/stores/remote/entities-by-walking";
import { inParallel } from "@/lib/async/in-parallel";
import { listByWalking } from "@/lib/stores/remote/list-by-walking";
import { metMemories } from "@/lib/stores/remote/met-memories";
import { personByWalking } from "@/lib/stores/remote/person-by-walking";
import { personExaminedMax } from "@/lib/stores/remote/walked-store";
import { nearestFirst } from "@/lib/stores/remote/nearest-first";
import type { ReadRow } from "@/lib/stores/remote/read-row";
import {
  countByWalking,
  listSelectedByWalking,
  previewByWalking,
} from "@/lib/stores/remote/preview-by-walking";
import type { Walk } from "@/lib/stores/remote/walk";
import { StoreError } from "@/lib/errors/store-error";
import type { MetMemories } from "@/lib/stores/types";
import { containsFolded } from "@/lib/text/fold-text";
import { entityScanMax, ignoreRefusal, isScanCut, listMax, type OssClient } from "./client";
import type { ReadStore } from "./collection";
import { readWrittenInstant } from "./written-instant";
import { unknownInstant } from "@/lib/instants/unknown-instant";
import { memoryWithoutText } from "./read-memory";
import { readLists } from "./server-lists";

/** What of a batch is read one by one at the same time; nothing is deleted so. */
export const requestsAtOnce = 4;

/**
 * Reads memories through the server's lists, which end at a thousand. What people browse says where it was cut; what a
 * deletion is made of must be seen whole, or is refused (`capped`). `browsed` is what people look through: the same server, by
 * requests that may be shared with others.
 */
export const listedStore = (client: OssClient, browsed: OssClient): ReadStore => {
  const walk: Walk = async function* ({ filter, at, signal }) {
    const isComplete = yield* readLists(client, { filter, signal, at, isThorough: true });
    if (!isComplete) throw new StoreError("capped");
  };

  const count = async (filter: Filter | null, signal = new AbortController().signal): Promise<Count> => {
    const ids = new Set<string>();
    const reading = asFarAsListed(browsed);
    for await (const { memories } of reading.walk({ filter, signal }))
      memories.forEach(({ id }) => ids.add(id));
    return { value: ids.size, isExact: reading.isComplete() };
  };

  const counting: Pick<ReadStore, "countEach" | "countSelection"> = {
    countEach: async (filters, signal) => {
      const counts: Count[] = [];
      for (const filter of filters) counts.push(await count(filter, signal));
      return counts;
    },
    countSelection: ({ selection, cutoffAt }) => countByWalking({ walk }, selection, cutoffAt),
  };

  const entitiesOf = async (kind: EntityKind, signal?: AbortSignal) => {
    const counted = await browsed.listEntities(signal);
    const isCut = isScanCut(counted);
    const entities = counted
      .filter(({ type }) => type === kind)
      .map(({ id, total_memories, created_at, updated_at }): Entity => ({
        kind,
        value: id,
        count: total_memories,
        ...(isCut ? { isLowerBound: true } : {}),
        firstActivityAt: readWrittenInstant(created_at) ?? unknownInstant,
        lastActivityAt: readWrittenInstant(updated_at) ?? unknownInstant,
      }));
    return { entities, isCut };
  };
  const facetsOf = async (kind: EntityKind, signal?: AbortSignal): Promise<FacetValue[]> =>
    (await entitiesOf(kind, signal)).entities.map(({ value, count, isLowerBound }) => ({
      value,
      count,
      ...(isLowerBound && { isLowerBound }),
    }));

  const list: ReadStore["list"] = async (input) => {
    const reading = asFarAsListed(browsed);
    const page = await listByWalking(reading.walk, input, entityScanMax);
    return reading.isComplete() || page.cappedAt !== undefined ? page : { ...page, cappedAt: listMax };
  };
  const findMany: ReadStore["findMany"] = (batch) => findEach(client, batch);
  const listNearEntities: ReadStore["listNearEntities"] = async ({ kind, text, limit }, signal) =>
    nearestFirst(await facetsOf(kind, signal), text, limit);

  return {
    list,
    count,
    ...counting,
    readCoverage: (input) => coverageByCounting(counting, input),
    find: (id) => findMemory(client, id),
    listFacets: async ({ field, text, limit }) => {
      const kind = (["user", "agent", "run"] as const).find((each) => entityFieldOf[each] === field);
      if (field === "metadata")
        return facetsByWalking(
          { walk: asFarAsListed(browsed).walk },
          { field, text, limit },
          new AbortController().signal,
        );
      if (kind === undefined) return [];
      return (await facetsOf(kind))
        .filter(({ value }) => containsFolded(value, text))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
        .slice(0, limit);
    },
    listEntities: async (input, signal) => {
      const { entities, isCut } = await entitiesOf(input.kind, signal);
      return { ...pageOfEntities(entities, input), ...(isCut ? { cappedAt: entityScanMax } : {}) };
    },
    listNearEntities,
    findPerson: (input, signal) =>
      personByWalking(
        {
          ...asFarAsListed(browsed),
          ...{ list, count, findMany, listNearEntities, searchWords: noSearch },
          kinds: ["user", "agent", "run"],
          examinedMax: personExaminedMax,
        },
        input,
        signal,
      ),
    preview: (input) => previewByWalking({ walk, findMany, ...counting }, input),
    listSelected: (input) => listSelectedByWalking({ walk, findMany }, input),
    walk,
    findMany,
    searchWords: noSearch,
  };
};

/** By meaning and for one entity only, and the words would go to the model that the server is configured with. */
const noSearch: ReadStore["searchWords"] = () => Promise.resolve(null);

/** A walk that ends where the lists do, and then says whether that was all. */
const asFarAsListed = (client: OssClient): { walk: Walk; isComplete: () => boolean } => {
  let isComplete = true;
  return {
    walk: async function* ({ filter, at, signal }) {
      isComplete = yield* readLists(client, { filter, signal, at, isThorough: false });
    },
    isComplete: () => isComplete,
  };
};

export const findEach = async (
  client: OssClient,
  { ids, signal }: { ids: readonly MemoryId[]; signal: AbortSignal },
): Promise<MetMemories> => {
  // One request for all of them, where the store is small enough to be listed whole.
  const all = ids.length > 1 ? await client.listAll(signal).catch(ignoreUnlisted) : null;
  if (all !== null && all.length < listMax) {
    const wanted = new Set<string>(ids);
    const rows = all.filter(({ id }) => id !== null && wanted.has(id));
    const foundIds = new Set<string | null>(rows.map(({ id }) => id));
    // One without an id could be any of them, and one in another spelling is the same to the server: asked one by one.
    const hasAll = ids.every((id) => foundIds.has(id));
    if (hasAll || (all.every(({ id }) => id !== null) && ids.every(isAsWritten)))
      return metMemories(rows, null, new Date());
  }
  const found = await inParallel(ids, requestsAtOnce, (id) => findRow(client, id, signal));
  return metMemories(
    found.filter((row) => row !== null),
    null,
    new Date(),
  );
};

const isAsWritten = (id: MemoryId): boolean => id === id.toLowerCase();

/** Of all, as far as they may be listed: each can be asked for all the same. */
const ignoreUnlisted = (error: unknown): null => {
  if (error instanceof StoreError && error.code === "unlisted") return null;
  return ignoreRefusal(error);
};

/** Also of one that the server fails at. */
export const findRow = async (
  client: OssClient,
  id: MemoryId,
  signal?: AbortSignal,
): Promise<ReadRow | null> => {
  try {
    return await client.find(id, signal);
  } catch (error) {
    if (error instanceof StoreError && error.code === "refused") return memoryWithoutText(id);
    throw error;
  }
};

/** Throws StoreError `unreadable`. */
export const findMemory = async (client: OssClient, id: MemoryId): Promise<Memory | null> => {
  const row = await findRow(client, id);
  if (row !== null && row.odd.length > 0) throw new StoreError("unreadable");
  return row?.memory ?? null;
};
