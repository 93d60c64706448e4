import { memorySortFields, type MemoryId } from "@/lib/memories/types";
import type { FilterField } from "@/lib/filters/filter";
import type { ProbedStore } from "@/lib/stores/probe";
import { exportByWalking } from "@/lib/stores/remote/export-by-walking";
import { inParallel } from "@/lib/async/in-parallel";
import { oneAtATime } from "@/lib/stores/remote/one-at-a-time";
import { StoreError } from "@/lib/errors/store-error";
import type { OssStoreInput } from "@/lib/stores/store-settings";
import type { RemoteBatch, StoreCapabilities } from "@/lib/stores/types";
import { entityScanMax, ossClient, versionsFrom, type OssClient } from "./client";
import { openCollection, type ReadStore } from "./collection";
import { findEach, findRow, listedStore, requestsAtOnce } from "./listed-store";
import { ossResidue } from "./oss-residue";
import { probeOss } from "./probe-oss";

/**
 * Mem0's open-source server. Memories are read in its Postgres when that is given, else through its lists, which end at a
 * thousand. They are deleted through the server, one by one, so that its own books (history, entities) are kept: never by a
 * filter. Nothing is configured, reset or written in any other way.
 */
export const ossStore = (input: OssStoreInput): ProbedStore => {
  const { id, name, settings, credentials, request, openDatabase } = input;
  const client = ossClient(settings.url, credentials, request);
  const { databaseUrl } = credentials;
  const pool = databaseUrl === null ? null : openDatabase(databaseUrl);
  const collection = pool === null ? null : openCollection(pool, settings.collection);
  const inTurn = oneAtATime();
  const read: ReadStore = collection === null ? listedStore(client) : checked(collection, client);
  return {
    id,
    kind: "mem0-oss",
    name,
    capabilities: collection === null ? byListing : bySql,
    ...read,
    // A history outlives its memory; that is residue, and shown as such.
    listVersions: async (memoryId) =>
      (await findRow(client, memoryId)) === null ? [] : versionsFrom(await client.getHistory(memoryId)),

    openExport: (wish) => exportByWalking(read, wish),

    deletes: "remotely",
    // One by one they take some ten seconds.
    deletesAtOnce: 100,
    deleteMemories: (batch) => deleteEach(client, inTurn, batch),
    findRemembered: (batch) => findRemembered(client, batch),
    // Without asking the server as `checked` does: its database had these before, so that it is no other one.
    ...(collection === null ? {} : { findSent: collection.findMany }),

    residue: ossResidue({
      client,
      pool,
      settings,
      findRemembered: (ids, signal) => findRemembered(client, { ids, signal }),
    }),
    probe: (signal) => probeOss({ client, collection, settings }, signal),
    close: async () => {
      await pool?.end();
    },
  };
};

/**
 * One delete at a time, also of several deletions in this process. The server reads the entity rows of the memory's user, takes
 * the memory's id out of each list of links, and writes the whole list back, without a lock or a transaction
 * (`_remove_memory_from_entity_store` in mem0/memory/main.py): of deletes at once the last writes back what the others took out.
 * With four at once 56 and 59 of 90 links stayed behind; one at a time, none (measured). A lost link is residue, which is looked
 * for. What cannot be deleted (a memory without a payload) is left for the caller to find; what stops the server is thrown.
 */
const deleteEach = async (
  client: OssClient,
  inTurn: ReturnType<typeof oneAtATime>,
  { ids, signal }: RemoteBatch,
): Promise<void> => {
  for (const id of ids) {
    try {
      await inTurn(() => client.deleteMemory(id, signal));
    } catch (error) {
      if (!(error instanceof StoreError && error.code === "refused")) throw error;
    }
  }
};

/** The server writes each erased text into its history, and answers it to every key. */
const findRemembered = async (
  client: OssClient,
  { ids, signal }: RemoteBatch,
): Promise<ReadonlySet<MemoryId>> => {
  const remembered = await inParallel(ids, requestsAtOnce, async (id) => {
    const steps = await client.getHistory(id, signal);
    return steps.some(({ old_memory, new_memory }) => (old_memory ?? "") + (new_memory ?? "") !== "")
      ? [id]
      : [];
  });
  return new Set(remembered.flat());
};

const askedAgainMax = 5;

/**
 * A database of another server, or a copy that lags behind, would make memories look deleted that are there: a few of those
 * that it does not have are looked for in the server as well.
 */
const checked = (collection: ReadStore, client: OssClient): ReadStore => ({
  ...collection,
  findMany: async (batch) => {
    const found = await collection.findMany(batch);
    const foundIds = new Set([...found.memories, ...found.unreadable].map(({ id }) => id));
    const absent = batch.ids.filter((id) => !foundIds.has(id));
    const step = Math.max(1, Math.ceil(absent.length / askedAgainMax));
    const asked = absent.filter((_id, index) => index % step === 0);
    const there = await findEach(client, { ids: asked, signal: batch.signal });
    if (there.memories.length + there.unreadable.length > 0) throw new StoreError("disagreeing");
    return found;
  },
});

const missingFields: FilterField[] = ["app_id", "categories", "immutable", "superseded", "import", "sample"];
const sorts = memorySortFields.flatMap((field) => [
  { field, direction: "desc" as const },
  { field, direction: "asc" as const },
]);

const bySql: StoreCapabilities = {
  countsExactly: true,
  sorts,
  examinedFields: [],
  examinedMax: 0,
  missingFields,
};

const byListing: StoreCapabilities = {
  countsExactly: false,
  sorts,
  examinedFields: ["created_at", "updated_at", "expiration_date", "metadata", "text", "memory_ids"],
  examinedMax: entityScanMax,
  missingFields,
};
