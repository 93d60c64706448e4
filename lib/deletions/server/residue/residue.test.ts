import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copiesStateOf } from "@/lib/deletions/copies";
import type { Deletion } from "@/lib/deletions/types";
import { deletionEvent } from "@/lib/mem0-api/event-answer";
import { describeDeletion } from "@/lib/deletions/words/describe-deletion";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { verdictOf } from "@/lib/deletions/words/verdict";
import { placeHold } from "@/lib/holds/server/place-hold";
import type { HoldCovers } from "@/lib/holds/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { addStoreSchema } from "@/lib/stores/schema";
import { addStore } from "@/lib/stores/server/add-store";
import { getStoreOfDeletion } from "@/lib/stores/server/get-store";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import type { RemoteStore } from "@/lib/stores/types";
import { startOssReplay, type OssReplay } from "@/testing/oss-replay/start-oss-replay";
import { writeHistoryFile } from "@/testing/oss-replay/write-history-file";
import { useTestDatabase } from "@/testing/test-database";
import { holds } from "@/drizzle/schema/holds";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { cancelDeletion } from "../control-deletion";
import { deletionInput, requested, runToEnd } from "@/testing/deletions/deletion-fixtures";
import { getDeletion } from "../history/get-deletion";
import { verifyDeletion } from "../verify/verify-deletion";
import { findResidue } from "./find-residue";
import { purgeResidue } from "./purge-residue";

const { database, url, context } = useTestDatabase();
const collection = "mem0_memories";
let pool: pg.Pool;
let replay: OssReplay;
let storeId: StoreId;
let folder: string;
let historyDbPath: string;

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: url() });
  pool.on("error", () => undefined);
  replay = await startOssReplay({ collection: { pool, table: collection } });
  folder = await mkdtemp(path.join(tmpdir(), "lethe-residue-"));
  historyDbPath = path.join(folder, "history.db");
  const connection = {
    kind: "mem0-oss",
    settings: { url: replay.url, collection, historyDbPath },
    credentials: { email: replay.email, password: replay.password, databaseUrl: url() },
  };
  storeId = (await addStore(context(), addStoreSchema.parse({ name: "Mem0", connection }))).id;
});
afterAll(async () => {
  await replay.stop();
  await pool.end();
  await rm(folder, { recursive: true });
});

const add = async (userId: string) => {
  const [row] = await replay.memories.add(
    [`Tunes the harpsichord of ${userId}.`],
    { user_id: userId },
    { isInferred: false },
  );
  return memoryIdSchema.parse(row?.id);
};
const now = () => ({ cutoffAt: new Date().toISOString() });
const events = async () =>
  (await database().select().from(ledgerEvents)).map(({ kind, body }) => ({
    kind,
    body: JSON.parse(body) as unknown,
  }));

describe("copies of a finished deletion", () => {
  it("are found, removed where they were shown, and recorded before and after", async () => {
    const ctx = context();
    const irisId = await add("iris");
    await add("olav");
    replay.memories.saveTurns("user_id=iris", [{ role: "user", content: "The harpsichord again." }]);
    await pool.query(`insert into ${collection}_entities (id, payload) values (gen_random_uuid(), $1)`, [
      { data: "Harpsichord", linked_memory_ids: [irisId] },
    ]);
    const selection = { kind: "entity" as const, entity: { kind: "user" as const, value: "iris" } };
    const { id } = await requested(ctx, {
      ...deletionInput({ selection, expectedCount: 1 }, now()),
      storeId,
    });
    const done = await runToEnd(ctx, id);
    expect(done).toMatchObject({ status: "completed", deletedCount: 1 });
    expect([copiesStateOf(done), describeDeletion(done)]).toEqual([
      "residual",
      "Deleted 1 memory of user iris: copies remain",
    ]);
    // The API's event follows the deletion, and says of the copies beside it.
    const told = (deletion: Deletion) => {
      const { status, metadata, error } = deletionEvent(deletion);
      return [status, metadata?.copies, error];
    };
    expect(told(done)).toEqual(["SUCCEEDED", "remain", null]);
    writeHistoryFile(historyDbPath, replay.memories);

    expect(await findResidue(ctx, { id })).toMatchObject([
      { place: "history", outcome: "found", count: 2, canPurge: true },
      { place: "chat_turns", outcome: "found", count: 1, canPurge: true },
      // The server took the entity's row along, or did not; the replay does not.
      { place: "entities", outcome: "found", count: 1, canPurge: true },
    ]);
    const wrong = { id, place: "history" as const, expectedCount: 3 };
    await expect(purgeResidue(ctx, wrong)).rejects.toMatchObject({ code: "count_changed" });
    const hold = (covers: HoldCovers) =>
      placeHold(ctx, {
        name: "Case 7",
        reason: "A court asked.",
        reference: null,
        storeIds: [storeId],
        covers,
      });
    const entities = (kind: "user" | "agent", value: string): HoldCovers => ({
      kind: "entities",
      entities: [{ kind, value }],
    });
    // Chat turns of a user are those with any agent, and may be of any memory.
    for (const covers of [
      {
        kind: "filter" as const,
        filter: { field: "text" as const, operator: "contains" as const, value: "harpsichord" },
      },
      entities("agent", "bot"),
      entities("user", "iris"),
    ]) {
      await hold(covers);
      const turns = purgeResidue(ctx, { id, place: "chat_turns", expectedCount: 1 });
      await expect(turns).rejects.toMatchObject({ code: "held" });
      await database().delete(holds);
    }
    await hold(entities("user", "somebody else"));
    for (const [place, expectedCount] of [
      ["history", 2],
      ["chat_turns", 1],
      ["entities", 1],
    ] as const)
      await purgeResidue(ctx, { id, place, expectedCount });
    await database().delete(holds);
    const purged = await getDeletion(ctx, id);
    expect(told(purged)).toEqual(["SUCCEEDED", "removed", null]);
    expect(verdictOf(purged)).toMatchObject({
      look: "warning",
      words: "1 deleted, verified absent · copies removed, not verified since",
    });
    // As the server tells it, once its history is gone.
    replay.memories.history.splice(0);
    const verified = await verifyDeletion(ctx, { id });
    expect([verified.status, copiesStateOf(verified)]).toEqual(["completed", "removed"]);
    expect(told(verified)).toEqual(["SUCCEEDED", "removed", null]);
    expect(verdictOf(verified)).toEqual({ look: "success", words: "1 deleted, verified absent" });
    expect((await findResidue(ctx, { id })).map(({ outcome }) => outcome)).toEqual(["none", "none", "none"]);
    const again = { id, place: "history" as const, expectedCount: 2 };
    await expect(purgeResidue(ctx, again)).rejects.toMatchObject({ code: "not_found" });

    const recorded = (await events()).filter(({ kind }) => kind.startsWith("deletion.purge"));
    expect(recorded.map(({ kind }) => kind)).toEqual([
      "deletion.purge-requested",
      "deletion.purged",
      "deletion.purge-requested",
      "deletion.purged",
      "deletion.purge-requested",
      "deletion.purged",
    ]);
    expect(recorded[0]?.body).toMatchObject({ deletionId: id, place: "history", expectedCount: 2 });
    expect(recorded[1]?.body).toMatchObject({ deletionId: id, place: "history", purgedCount: 2 });
    expect(JSON.stringify(recorded)).not.toMatch(/iris|arpsichord/);
  });

  it("of listed memories leave chat turns to whoever knows whose they are", async () => {
    const ctx = context();
    const ids = [await add("nia")];
    const { id } = await requested(ctx, { ...deletionInput({ ids }), storeId });
    await runToEnd(ctx, id);
    expect(await findResidue(ctx, { id })).toMatchObject([
      {},
      { place: "chat_turns", outcome: "unknown" },
      {},
    ]);
  });

  it("leave the chat turns of a person alone whose memories were not all taken", async () => {
    const ctx = context();
    const ofEntity = async (userId: string, expectedCount: number) => {
      replay.memories.saveTurns(`user_id=${userId}`, [{ role: "user", content: "The harpsichord again." }]);
      const selection = { kind: "entity" as const, entity: { kind: "user" as const, value: userId } };
      const input = { ...deletionInput({ selection, expectedCount }, now()), storeId };
      return (await requested(ctx, input)).id;
    };
    const chatTurnsOf = async (id: DeletionId) => (await findResidue(ctx, { id }))[1];
    const unknown = { place: "chat_turns", outcome: "unknown", canPurge: false };

    const stayingId = await add("ada");
    await add("ada");
    await add("bo");
    const [failedId, cancelledId] = [await ofEntity("ada", 2), await ofEntity("bo", 1)];
    await cancelDeletion(ctx, { id: cancelledId });
    const store = await getStoreOfDeletion(ctx, storeId);
    if (store.deletes !== "remotely") throw new Error("Mem0's server is a store elsewhere.");
    const forgetful: RemoteStore = {
      ...store,
      deleteMemories: ({ ids, signal }) =>
        store.deleteMemories({ ids: ids.filter((id) => id !== stayingId), signal }),
    };
    const failed = await runToEnd(ctx, failedId, { getStore: () => forgetful, pauseSeconds: 0.1 });
    expect(failed).toMatchObject({ deletedCount: 1, failedCount: 1 });

    expect(await chatTurnsOf(cancelledId)).toMatchObject(unknown);
    expect(await chatTurnsOf(failedId)).toMatchObject(unknown);
  });

  it("are nobody's business who may not delete, and are none in the built-in store", async () => {
    const { id } = await requested(context(), {
      ...deletionInput({ ids: [await add("nia")] }),
      storeId: builtinStoreId,
    });
    await runToEnd(context(), id);
    expect(await findResidue(context(), { id })).toEqual([]);
    await expect(findResidue(context("viewer"), { id })).rejects.toMatchObject({ code: "not_permitted" });
    await expect(purgeResidue(context(), { id, place: "history", expectedCount: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
