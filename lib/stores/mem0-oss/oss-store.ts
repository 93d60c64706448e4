import { memorySortFields } from "@/lib/memories/types";
import type { FilterField } from "@/lib/filters/filter";
import type { ProbedStore } from "@/lib/stores/probe";
import { exportByWalking } from "@/lib/stores/remote/export-by-walking";
import { someOf } from "@/lib/stores/remote/some-of";
import { StoreError } from "@/lib/errors/store-error";
import type { OssStoreInput } from "@/lib/stores/store-settings";
import type { StoreCapabilities } from "@/lib/stores/types";
import { entityScanMax, ossClient, versionsFrom, type OssClient } from "./client";
import { openCollection, type ReadStore } from "./collection";
import { openDeletes } from "./delete-each";
import { historyOf } from "./find-remembered";
import { findEach, findRow, listedStore } from "./listed-store";
import { ossResidue } from "./oss-residue";
import { probeOss } from "./probe-oss";
import { sharedLists } from "./shared-lists";

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
  const findRemembered = historyOf(client, settings);
  const lists = sharedLists(client);
  const read: ReadStore =
    collection === null ? listedStore(client, lists.client) : checked(collection, client);
  const deleteMemories = openDeletes({ client, pool, collection: settings.collection });
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
    deleteMemories: (batch) => deleteMemories(batch).finally(lists.forget),
    findRemembered,
    // Without asking the server as `checked` does: its database had these before, so that it is no other one.
    ...(collection === null ? {} : { findSent: collection.findMany }),

    residue: ossResidue({
      client,
      pool,
      settings,
      findRemembered: (ids, signal) => findRemembered({ ids, signal }),
    }),
    probe: (signal) => probeOss({ client, collection, settings, credentials }, signal),
    close: async () => {
      await pool?.end();
    },
  };
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
    const asked = { ids: someOf(absent, askedAgainMax), signal: batch.signal };
    const there = await findEach(client, asked);
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
  missingOperators: [],
};

const byListing: StoreCapabilities = {
  countsExactly: false,
  sorts,
  examinedFields: [
    "created_at",
    "updated_at",
    "expiration_date",
    "metadata",
    "text",
    "text_length",
    "memory_ids",
  ],
  examinedMax: entityScanMax,
  missingFields: [...missingFields, "duplicate"],
  missingOperators: ["inactive_for", "inactive_since"],
};
