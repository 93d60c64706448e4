import { batchSizeMax } from "../selection";
import { entityFieldOf, entityKinds, type Entity, type EntityKind } from "@/lib/memories/entity";
import { conditionsOf, type Filter } from "@/lib/filters/filter";
import { matchesFilter } from "@/lib/filters/matches-filter";
import { memorySortFields, type Memory, type Count } from "@/lib/memories/types";
import type { ProbedStore } from "@/lib/stores/probe";
import { facetsByWalking, facetsFrom, pageOfEntities } from "@/lib/stores/remote/entities-by-walking";
import { coverageByCounting } from "@/lib/stores/remote/coverage-by-counting";
import { exportByWalking } from "@/lib/stores/remote/export-by-walking";
import { listByWalking } from "@/lib/stores/remote/list-by-walking";
import { metMemories } from "@/lib/stores/remote/met-memories";
import { refuseOthers } from "@/lib/stores/remote/refuse-others";
import { personByWalking } from "@/lib/stores/remote/person-by-walking";
import { personExaminedMax } from "@/lib/stores/remote/walked-store";
import { nearestFirst } from "@/lib/stores/remote/nearest-first";
import {
  countByWalking,
  listSelectedByWalking,
  previewByWalking,
} from "@/lib/stores/remote/preview-by-walking";
import type { Walk } from "@/lib/stores/remote/walk";
import { StoreError } from "@/lib/errors/store-error";
import { containsFolded } from "@/lib/text/fold-text";
import type { PlatformStoreInput } from "@/lib/stores/store-settings";
import type { RemoteBatch, RemoteStore, StoreCapabilities } from "@/lib/stores/types";
import { countMemories, nullIfRefused } from "./count-memories";
import { deleteMemories, findRemembered, versionsFrom } from "./delete-memories";
import { findMemories } from "./find-memories";
import { countEntities } from "./list-entities";
import { listByCreation } from "./list-memories";
import { everything, platformQuery, type PlatformQuery } from "./platform-filter";
import { platformResidue } from "./platform-residue";
import { probePlatform } from "./probe-platform";
import { projectGuard } from "./project-guard";
import { platformRequests, type PlatformRequests } from "./requests";
import { readFound, walkMemories } from "./walk-memories";

/** Read to decide a filter or an order that is not the Platform's own: ten requests. */
const examinedMax = 2_000;

/**
 * Mem0's hosted Platform, by typed requests of our own. It is asked what it can decide itself, and every memory it answers is
 * looked at here, so that an API that means something else by a filter cannot widen a deletion. It deletes memories by ids alone.
 */
export const platformStore = (input: PlatformStoreInput): ProbedStore => {
  const { id, name, settings } = input;
  const unguarded = platformRequests(input);
  const requests = guarded(unguarded, projectGuard(unguarded, settings));

  const walk: Walk = async function* ({ filter, at, signal }) {
    const { query, now } = asked(filter, at);
    for await (const rows of walkMemories(requests, query, signal)) {
      const met = metMemories(rows, filter, now);
      if (met.memories.length + met.unreadable.length > 0) yield met;
    }
  };
  const reading = {
    walk,
    findMany: (batch: RemoteBatch) => findMemories(requests, batch),
  };
  const count = async (filter: Filter | null, signal = unstopped()): Promise<Count> =>
    countMemories(requests, asked(filter), examinedMax, signal);
  const counting: Pick<RemoteStore, "countEach" | "countSelection"> = {
    // Each is a request of its own, of which only so many go at once.
    countEach: (filters, signal) => Promise.all(filters.map((filter) => count(filter, signal))),
    countSelection: ({ selection, cutoffAt }) => countByWalking(reading, selection, cutoffAt),
  };
  const counted = (kind: EntityKind, signal = unstopped()) =>
    countEntities({ requests, store: reading }, kind, signal);
  const entities = async (kind: EntityKind, signal?: AbortSignal): Promise<Entity[]> =>
    (await counted(kind, signal)).entities;

  const list: RemoteStore["list"] = async (page) => {
    const { query, now } = asked(page.filter);
    const { filter } = page;
    if (query.isExact && page.sort.field === "created_at") {
      const listed = await listByCreation(requests, query, page, now, unstopped()).catch(nullIfRefused);
      if (listed !== null) return listed;
    }
    const examined: Walk = async function* ({ signal }) {
      for await (const { results } of readFound(requests, query, signal))
        yield {
          memories: metMemories(results, null, now).memories,
          unreadable: metMemories(results, filter, now).unreadable,
        };
    };
    return listByWalking(
      examined,
      page,
      examinedMax,
      (memory) => filter === null || matchesFilter(filter, memory, now),
    );
  };
  const listNearEntities: RemoteStore["listNearEntities"] = async ({ kind, text, limit }, signal) =>
    nearestFirst(facetsFrom(await entities(kind, signal), "", Infinity), text, limit);
  const searchWords: RemoteStore["searchWords"] = async ({ words, signal }) => {
    const found = await requests.search(words.join(" "), everything, signal);
    const hasAll = ({ memory }: Memory) => words.every((word) => containsFolded(memory, word));
    return found.filter(({ memory }) => hasAll(memory)).flatMap(({ id }) => id ?? []);
  };

  return {
    id,
    kind: "mem0-platform",
    name,
    capabilities,
    ...reading,

    list,
    count,
    ...counting,
    readCoverage: (wish) => coverageByCounting(counting, wish),
    find: async (memoryId) => {
      const row = await requests.find(memoryId);
      if (row !== null && row.odd.length > 0) throw new StoreError("unreadable");
      return row?.memory ?? null;
    },
    listVersions: async (memoryId) => versionsFrom(await requests.listHistory(memoryId)),
    listFacets: async ({ field, text, limit }) => {
      const kind = entityKinds.find((each) => entityFieldOf[each] === field);
      if (kind === undefined) return facetsByWalking(reading, { field, text, limit }, unstopped());
      return facetsFrom(await entities(kind), text, limit);
    },
    listEntities: async (page, signal) => {
      const { entities: found, unreadableCount } = await counted(page.kind, signal);
      return { ...pageOfEntities(found, page), ...(unreadableCount > 0 && { unreadableCount }) };
    },
    listNearEntities,
    findPerson: (wish, signal) =>
      personByWalking(
        {
          ...reading,
          list,
          count,
          listNearEntities,
          searchWords,
          kinds: entityKinds,
          examinedMax: personExaminedMax,
        },
        wish,
        signal,
      ),
    preview: (wish) => previewByWalking({ ...reading, ...counting }, wish),
    listSelected: (wish) => listSelectedByWalking(reading, wish),
    openExport: (wish) => exportByWalking(reading, wish),

    deletes: "remotely",
    deletesAtOnce: batchSizeMax,
    deleteMemories: (batch) => deleteMemories(requests, batch),
    findRemembered: (batch) => findRemembered(requests, batch),
    searchWords,
    residue: platformResidue(requests),

    probe: (signal) => probePlatform(unguarded, settings, signal),
    // Its connections are those of the request function, and end with it.
    close: () => Promise.resolve(),
  };
};

const unstopped = (): AbortSignal => new AbortController().signal;

/**
 * What to ask for a filter, and how to look at what is answered. The Platform does not say which memories are immutable: a
 * filter that depends on it is refused, as "keep the immutable ones" would otherwise keep none.
 */
const asked = (
  filter: Filter | null,
  now = new Date(),
): { query: PlatformQuery; filter: Filter | null; now: Date } => {
  refuseOthers(filter);
  if (filter !== null && conditionsOf(filter).some(({ field }) => field === "immutable"))
    throw new StoreError("not_supported");
  return { query: platformQuery(filter, now), filter, now };
};

/** The same requests, none of which goes before `ready`. */
const guarded = (requests: PlatformRequests, ready: () => Promise<void>): PlatformRequests => {
  const after =
    <Arguments extends unknown[], Result>(send: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments): Promise<Result> => {
      await ready();
      return send(...given);
    };
  return {
    ping: requests.ping,
    listPage: after(requests.listPage),
    find: after(requests.find),
    listHistory: after(requests.listHistory),
    search: after(requests.search),
    listEntities: after(requests.listEntities),
    deleteBatch: after(requests.deleteBatch),
    deleteMemory: after(requests.deleteMemory),
    getProfile: after(requests.getProfile),
    hasProfiles: after(requests.hasProfiles),
    deleteUser: after(requests.deleteUser),
    isEventOver: after(requests.isEventOver),
  };
};

/** Texts, parts of categories, what is missing, and most of metadata are decided here, where nothing is left to be guessed. */
const capabilities: StoreCapabilities = {
  countsExactly: false,
  sorts: memorySortFields.flatMap((field) => [
    { field, direction: "desc" },
    { field, direction: "asc" },
  ]),
  examinedFields: ["text", "text_length", "categories", "metadata", "expiration_date", "superseded"],
  examinedMax,
  missingFields: ["immutable", "import", "sample", "duplicate"],
  missingOperators: ["inactive_for", "inactive_since"],
};
