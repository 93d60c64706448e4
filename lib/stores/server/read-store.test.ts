import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { memberActor } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { countMemories } from "@/lib/browse/server/count-memories";
import { getMemory } from "@/lib/browse/server/get-memory";
import { listEntities } from "@/lib/browse/server/list-entities";
import { listMemories } from "@/lib/browse/server/list-memories";
import type { MemorySearch } from "@/lib/browse/memory-search";
import type { ReplicaStanding } from "@/lib/database/replica-standing";
import { openDatabase, type Database } from "@/lib/database/server/database";
import { openReplica, type Replica } from "@/lib/database/server/replica";
import { exportMemoriesSchema } from "@/lib/deletions/request/schema";
import { exportMemories } from "@/lib/deletions/server/export-memories";
import { previewSelection } from "@/lib/deletions/server/preview/preview-selection";
import { previewDeletionSchema } from "@/lib/deletions/request/schema";
import { importMemories } from "@/lib/imports/server/import-memories";
import { updateMemories } from "@/lib/mem0-api/server/memories/update-memories";
import type { MemoryId } from "@/lib/memories/types";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { StartError } from "@/scripts/start-error";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import {
  startReplicatedPostgres,
  type ReplicatedPostgres,
} from "@/testing/replica/start-replicated-postgres";

// Two real Postgres, one streaming to the other, and two processes of Lethe on them: each with a pool and a replica of its own.

type Process = { ctx: Context; database: Database; replica: Replica };

let servers: ReplicatedPostgres;
let here: Process;
let there: Process;

const processOn = (readUrl: string): Process => {
  const database = openDatabase(servers.url);
  const replica = openReplica(database, readUrl);
  const actor = memberActor({
    id: memberIdSchema.parse(randomUUID()),
    email: "admin@example.com",
    role: "admin",
  });
  const ctx: Context = {
    actor,
    database,
    replica,
    now: () => new Date(),
    secret: "a secret for tests only, of more than 32 characters",
    allowsPrivateStores: true,
    session: { id: randomUUID(), authenticatedAt: new Date() },
  };
  return { ctx, database, replica };
};
const end = async ({ database, replica }: Process) => {
  await replica.close();
  await database.$client.end();
};

let missing: string | null = null;
beforeAll(async () => {
  try {
    servers = await startReplicatedPostgres();
  } catch (error) {
    // There are no binaries for this machine.
    if (!(error instanceof StartError)) throw error;
    missing = error.message;
    return;
  }
  here = processOn(servers.readUrl);
  there = processOn(servers.readUrl);
}, 120_000);
beforeEach(async ({ skip }) => {
  if (missing !== null) return skip(missing);
  // Where the test before has failed.
  return servers.resume();
});
afterAll(async () => {
  if (missing !== null) return;
  await Promise.all([here, there].map(end));
  await servers.stop();
}, 60_000);

const searchOf = (userId: string): MemorySearch => ({
  filter: { field: "user_id", operator: "eq", value: userId },
  text: "",
  sort: { field: "created_at", direction: "desc" },
  cursor: null,
  limit: 50,
});
const list = async ({ ctx }: Process, userId: string) => {
  const page = await listMemories(ctx, { storeId: builtinStoreId, search: searchOf(userId) });
  return { ids: page.memories.map(({ id }) => id), behindSeconds: page.behindSeconds };
};
const count = async ({ ctx }: Process, userId: string) =>
  (await countMemories(ctx, { storeId: builtinStoreId, search: searchOf(userId) })).value;
const until = async (process: Process, isSo: (standing: ReplicaStanding) => boolean) => {
  for (;;) {
    const standing = await process.replica.look();
    if (isSo(standing)) return standing;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const isRead = ({ is }: ReplicaStanding) => is === "read";
/** By another program: Lethe is told nothing of it. */
const storeElsewhere = (userId: string, number = 1) => storeMemories(here.database, number, { userId });
const fileOf = (userId: string) =>
  Readable.from([Buffer.from(`${JSON.stringify({ memory: "Imported", user_id: userId })}\n`)]);

describe("lists, counts and entities", () => {
  it("come from the replica, and say by how much it is behind", async () => {
    const userId = randomUUID();
    const [first] = await storeElsewhere(userId);
    await servers.catchUp();
    expect(await list(here, userId)).toEqual({ ids: [first], behindSeconds: undefined });
    await servers.pause();
    const pausedAt = performance.now();
    const [second] = await storeElsewhere(userId);
    const storedAt = performance.now();
    const old = await list(here, userId);
    expect(old.ids).toEqual([first]);
    expect(old.behindSeconds).toBeGreaterThan(0);
    expect(await count(here, userId)).toBe(1);
    // What a click opens, and what is confirmed, is the truth.
    expect((await getMemory(here.ctx, { storeId: builtinStoreId, id: second as MemoryId })).memory.id).toBe(
      second,
    );
    const selection = {
      kind: "matching",
      filter: searchOf(userId).filter,
      excludedIds: [],
    };
    const preview = await previewSelection(
      here.ctx,
      previewDeletionSchema.parse({ storeId: "builtin", selection }),
    );
    expect(preview.count).toBe(2);

    const standing = await until(here, (now) => now.is !== "away" && now.behindSeconds > 1.5);
    const [least, most] = [performance.now() - storedAt, performance.now() - pausedAt].map((ms) => ms / 1000);
    expect(standing).toMatchObject({ is: "read" });
    // To within a reading of where the primary was.
    expect(standing.is === "read" && standing.behindSeconds).toBeGreaterThan((least ?? 0) - 0.3);
    expect(standing.is === "read" && standing.behindSeconds).toBeLessThan((most ?? 0) + 5);
    const { behindSeconds } = await listEntities(here.ctx, {
      storeId: builtinStoreId,
      search: {
        kind: "user",
        text: userId,
        sort: { field: "count", direction: "desc" },
        cursor: null,
        limit: 50,
      },
    });
    expect(behindSeconds).toBeGreaterThan(1.5);
    await servers.resume();
    await servers.catchUp();
    expect(await list(here, userId)).toEqual({ ids: [second, first], behindSeconds: undefined });
    expect(await count(here, userId)).toBe(2);
  });

  it("come from the primary once memories were deleted, in every process, until the replica has replayed it", async () => {
    const userId = randomUUID();
    const ids = await storeElsewhere(userId, 25);
    await servers.catchUp();
    expect(await count(there, userId)).toBe(25);
    await servers.pause();
    const deletion = await requested(here.ctx, deletionInput({ ids: ids.slice(0, 20) }));
    const seen: number[] = [];
    const ended = new AbortController();
    // Another process, that nobody tells: after a batch it never lists what the batch has deleted.
    const watching = (async () => {
      while (!ended.signal.aborted) {
        const { rows } = await there.database.execute<{ gone: number }>(
          sql`select deleted_count as gone from deletions where id = ${deletion.id}::uuid`,
        );
        seen.push((await list(there, userId)).ids.length - (25 - (rows[0]?.gone ?? 0)));
      }
    })();
    try {
      await runToEnd(here.ctx, deletion.id, { batchSize: 5 });
    } finally {
      ended.abort();
      await watching;
    }
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.filter((excess) => excess > 0)).toEqual([]);
    for (const process of [here, there]) {
      expect(await process.replica.look()).toMatchObject({ is: "waited_for" });
      expect(await list(process, userId)).toMatchObject({ behindSeconds: undefined });
      expect(await count(process, userId)).toBe(5);
    }
    await servers.resume();
    await servers.catchUp();
    expect(await there.replica.look()).toMatchObject({ is: "read" });
    // And then from the replica again.
    await servers.pause();
    await storeElsewhere(userId);
    expect((await list(there, userId)).ids).toHaveLength(5);
    await servers.resume();
    await servers.catchUp();
  });

  it("come from the primary after an import and an update, too", async () => {
    const userId = randomUUID();
    const [id] = await storeElsewhere(userId);
    await servers.catchUp();
    await servers.pause();
    await updateMemories(here.ctx, [{ id: id as MemoryId, memory: "Corrected" }]);
    const page = await listMemories(there.ctx, { storeId: builtinStoreId, search: searchOf(userId) });
    expect(page.memories.map(({ memory }) => memory)).toEqual(["Corrected"]);
    await servers.resume();
    await servers.catchUp();
    expect(await there.replica.look()).toMatchObject({ is: "read" });
    await servers.pause();
    await importMemories(here.ctx, { source: fileOf(userId) });
    expect(await count(there, userId)).toBe(2);
    await servers.resume();
    await servers.catchUp();
  });
});

describe("an export", () => {
  it("has all that was stored when it was asked for, whatever the replica lacks", async () => {
    const userId = randomUUID();
    const linesNow = async () => {
      const selection = { kind: "matching", filter: searchOf(userId).filter, excludedIds: [] };
      const input = exportMemoriesSchema.parse({
        storeId: "builtin",
        selection,
        cutoffAt: new Date(Date.now() + 1_000).toISOString(),
      });
      const { count: lines, text } = await exportMemories(here.ctx, input);
      for await (const _line of text);
      return lines;
    };
    await storeElsewhere(userId);
    expect(await linesNow()).toBe(1);
    await servers.pause();
    await storeElsewhere(userId);
    expect(await linesNow()).toBe(2);
    await servers.resume();
    await servers.catchUp();
    expect(await linesNow()).toBe(2);
  });
});

describe("a replica that cannot be used", () => {
  it("is done without, and taken up again when it is back", async () => {
    const userId = randomUUID();
    await storeElsewhere(userId);
    await servers.stopReplica();
    expect((await list(here, userId)).ids).toHaveLength(1);
    expect(await here.replica.look()).toEqual({ is: "away", reason: "unreachable" });
    await storeElsewhere(userId);
    expect(await count(here, userId)).toBe(2);
    await servers.startReplica();
    await until(here, isRead);
    await servers.catchUp();
    expect(await count(here, userId)).toBe(2);
  });

  it("is not a server that can be written to, nor one of another database", async () => {
    const self = processOn(servers.url);
    expect(await self.replica.look()).toEqual({ is: "away", reason: "not_a_replica" });
    await end(self);
    const elsewhere = processOn(
      Object.assign(new URL(servers.readUrl), { pathname: "/postgres" }).toString(),
    );
    expect(await elsewhere.replica.look()).toMatchObject({ is: "away" });
    await end(elsewhere);
  });

  it("is none after a failover has made a primary of it", async () => {
    await servers.promote();
    expect(await until(here, ({ is }) => is === "away")).toEqual({ is: "away", reason: "not_a_replica" });
    const userId = randomUUID();
    await storeElsewhere(userId);
    expect((await list(here, userId)).ids).toHaveLength(1);
  });
});
