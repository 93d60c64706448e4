import { randomUUID } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptyScope } from "@/lib/deletions/scope/scope";
import { builtinDeleter } from "@/lib/deletions/server/builtin/builtin-deleter";
import { deleteBatch } from "@/lib/deletions/server/builtin/delete-batch";
import { runGroup } from "@/lib/deletions/server/group/run-group";
import { getDeletion } from "@/lib/deletions/server/history/get-deletion";
import { previewSelection } from "@/lib/deletions/server/preview/preview-selection";
import type { HoldCovers, HoldId } from "@/lib/holds/types";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import { emptyWholly } from "@/lib/stores/builtin/empty-wholly";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { setRule, signedIn } from "@/testing/approvals/admins";
import {
  deletionInput,
  previewedInput,
  requested,
  runToEnd,
  storeMemories,
  testRunner,
} from "@/testing/deletions/deletion-fixtures";
import { apiFor } from "@/testing/mem0-api/api-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { deletionExceptions } from "@/drizzle/schema/deletions";
import { holds } from "@/drizzle/schema/holds";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import { memoryWrites } from "@/drizzle/schema/memory-writes";
import { placeHold } from "./place-hold";
import { releaseHold } from "./release-hold";

const { database, context } = useTestDatabase();
const ask = apiFor(() => context());

afterEach(async () => {
  await database().delete(holds);
  await setRule(database(), {});
});

const placed = async (covers: HoldCovers, name = "Case 7"): Promise<HoldId> => {
  const { id, isSettled } = await placeHold(context(), {
    name,
    reason: "A court asked for it.",
    reference: "7 K 12/26",
    storeIds: null,
    covers,
  });
  expect(isSettled).toBe(true);
  return id;
};
const ofUser = (value: string): HoldCovers => ({ kind: "entities", entities: [{ kind: "user", value }] });
const userFilter = (value: string) => ({ field: "user_id" as const, operator: "eq" as const, value });
const left = async (ids: readonly MemoryId[]): Promise<string[]> =>
  (
    await database()
      .select({ id: memories.id })
      .from(memories)
      .where(inArray(memories.id, [...ids]))
  ).map(({ id }) => id);

/** Memories of two users, of which the first is held. */
const twoUsers = async () => {
  const [held, free] = [randomUUID(), randomUUID()];
  const heldIds = await storeMemories(database(), 3, { userId: held });
  const freeIds = await storeMemories(database(), 2, { userId: free });
  return { held, free, heldIds, freeIds };
};

describe("a held memory stays", () => {
  it("when it is listed, with its outcome and its hold in history", async () => {
    const { held, heldIds, freeIds } = await twoUsers();
    const id = await placed(ofUser(held));
    const deletion = await requested(context(), deletionInput({ ids: [...heldIds, ...freeIds] }));
    const done = await runToEnd(context(), deletion.id);
    expect(done).toMatchObject({
      status: "completed",
      deletedCount: 2,
      failedCount: 0,
      heldCount: 3,
      heldBesideCount: 0,
      heldBy: [{ id, name: "Case 7" }],
    });
    expect(await left([...heldIds, ...freeIds])).toHaveLength(3);
    const outcomes = await database()
      .select()
      .from(deletionExceptions)
      .where(eq(deletionExceptions.deletionId, deletion.id));
    expect(outcomes.map(({ outcome, errorCode }) => [outcome, errorCode])).toEqual(
      Array(3).fill(["kept", "held"]),
    );
  });

  it("when it matches a filter: left out of preview and freeze, counted, and nothing residual is found", async () => {
    const { held, free, heldIds, freeIds } = await twoUsers();
    const id = await placed(ofUser(held));
    const selection = {
      kind: "matching" as const,
      filter: { or: [userFilter(held), userFilter(free)] },
      excludedIds: [],
      keepsImmutable: false,
    };
    const preview = await previewSelection(context(), { storeId: builtinStoreId, selection });
    expect(preview).toMatchObject({
      count: 2,
      heldCount: 3,
      heldBy: [{ id, name: "Case 7", count: 3 }],
    });
    const deletion = await requested(context(), await previewedInput(context(), selection));
    expect(await runToEnd(context(), deletion.id)).toMatchObject({
      status: "completed",
      expectedCount: 2,
      requestedCount: 2,
      deletedCount: 2,
      heldBesideCount: 3,
      heldBy: [{ id }],
    });
    expect(await left([...heldIds, ...freeIds])).toHaveLength(3);
  });

  it("in a listed preview: what is confirmed is without it", async () => {
    const { held, heldIds, freeIds } = await twoUsers();
    await placed(ofUser(held));
    const input = await previewedInput(context(), { kind: "listed", ids: [...heldIds, ...freeIds] });
    expect(input.expectedCount).toBe(2);
    const deletion = await requested(context(), input);
    expect(await runToEnd(context(), deletion.id)).toMatchObject({ deletedCount: 2, heldCount: 3 });
  });

  it.each(["entity", "scope", "wipe"] as const)("from a deletion by %s", async (kind) => {
    const { held, heldIds } = await twoUsers();
    const two = heldIds.slice(1);
    await placed({ kind: "filter", filter: { field: "memory_ids", operator: "in", value: two } });
    const any = { ...emptyScope, user_id: "*", agent_id: "*", app_id: "*", run_id: "*" };
    const selection =
      kind === "entity"
        ? { kind, entity: { kind: "user" as const, value: held } }
        : {
            kind: "scope" as const,
            scope: kind === "wipe" ? any : { ...emptyScope, user_id: held },
            excludedIds: [],
            keepsImmutable: false,
          };
    const deletion = await requested(context(), await previewedInput(context(), selection));
    expect(await runToEnd(context(), deletion.id)).toMatchObject({
      status: "completed",
      heldBesideCount: 2,
    });
    expect((await left(heldIds)).sort()).toEqual([...two].sort());
  });

  it("when the hold was placed after the deletion had been frozen", async () => {
    const { held, heldIds } = await twoUsers();
    const selection = { kind: "entity" as const, entity: { kind: "user" as const, value: held } };
    const deletion = await requested(context(), await previewedInput(context(), selection));
    let batches = 0;
    const deleter = builtinDeleter(database(), builtinStore(database()), async (transaction, input) => {
      // The first batch has begun: it is waited for by who places the hold, and takes what it takes.
      const outcome = await deleteBatch(transaction, input);
      batches++;
      return outcome;
    });
    const slow = {
      ...deleter,
      deleteRange: async (...input: Parameters<typeof deleter.deleteRange>) => {
        if (batches === 1) await placed(ofUser(held));
        return deleter.deleteRange(...input);
      },
    };
    expect(await runToEnd(context(), deletion.id, { getDeleter: () => slow, batchSize: 1 })).toMatchObject({
      deletedCount: 1,
      heldCount: 2,
    });
    expect(await left(heldIds)).toHaveLength(2);
  });

  it("when a hold that was in force at the preview is released before the deletion runs", async () => {
    const { held, heldIds, freeIds } = await twoUsers();
    const id = await placed(ofUser(held));
    const input = await previewedInput(context(), { kind: "listed", ids: [...heldIds, ...freeIds] });
    const deletion = await requested(context(), input);
    await releaseHold(await signedIn(context(), "ada"), { id, reason: "The case is closed." });
    expect(await runToEnd(context(), deletion.id)).toMatchObject({ deletedCount: 2, heldCount: 3 });
    // What was shown to stay has stayed; it is deleted when it is asked for again.
    const again = await requested(
      context(),
      await previewedInput(context(), { kind: "listed", ids: heldIds }),
    );
    expect(await runToEnd(context(), again.id)).toMatchObject({ deletedCount: 3, heldCount: 0 });
  });

  it("also from what deletes without asking: the database refuses", async () => {
    const { held, heldIds } = await twoUsers();
    await placed(ofUser(held));
    await expect(database().delete(memories).where(inArray(memories.id, heldIds))).rejects.toThrow();
    await expect(database().delete(memoryVersions)).rejects.toThrow();
    for (const table of [sql`memories`, sql`memory_versions`])
      await expect(database().execute(sql`truncate ${table}`)).rejects.toThrow();
    expect(await left(heldIds)).toHaveLength(3);
  });

  it("and a table in which nothing is left can be emptied all the same", async () => {
    await database().execute(sql`truncate memories, memory_versions`);
    await placed({ kind: "everything" });
    const client = await database().$client.connect();
    try {
      for (const table of ["memories", "memory_versions"])
        expect(await emptyWholly(client, table)).toBe(true);
    } finally {
      client.release();
    }
  });

  it("as it is, when what replaced it is deleted; and is no longer superseded when it is released", async () => {
    const { heldIds, freeIds } = await twoUsers();
    const [older, newer] = [heldIds[0] ?? "", freeIds[0] ?? ""];
    await database().update(memories).set({ supersededBy: newer }).where(eq(memories.id, older));
    const id = await placed({
      kind: "filter",
      filter: { field: "superseded", operator: "eq", value: true },
    });
    const deletion = await requested(context(), deletionInput({ ids: [newer] }));
    await runToEnd(context(), deletion.id);
    const read = async () =>
      (await database().select().from(memories).where(eq(memories.id, older)))[0]?.supersededBy;
    expect(await read()).toBe(newer);
    await releaseHold(await signedIn(context(), "ada"), { id, reason: "Done." });
    expect(await read()).toBeNull();
  });

  it("and a release leaves alone what the hold did not keep", async () => {
    const { held, heldIds, freeIds } = await twoUsers();
    // As an import of a part of a store leaves them: what replaced them is not there.
    const missing = memoryIdSchema.parse(randomUUID());
    const [of, other] = [heldIds[0] ?? "", freeIds[0] ?? ""];
    await database()
      .update(memories)
      .set({ supersededBy: missing })
      .where(inArray(memories.id, [of, other]));
    const read = async (id: string) =>
      (await database().select().from(memories).where(eq(memories.id, id)))[0]?.supersededBy;
    const written = async () =>
      (await database().select().from(memoryWrites)).reduce((sum, each) => sum + each.writeCount, 0);
    const before = await written();
    const ada = await signedIn(context(), "ada");
    const elsewhere = await placeHold(context(), {
      name: "Elsewhere",
      reason: "Of nobody here.",
      reference: null,
      storeIds: null,
      covers: ofUser(randomUUID()),
    });
    await releaseHold(ada, { id: elsewhere.id, reason: "Done." });
    expect([await read(of), await read(other)]).toEqual([missing, missing]);
    expect(await written()).toBe(before);
    await releaseHold(ada, { id: await placed(ofUser(held)), reason: "Done." });
    expect([await read(of), await read(other)]).toEqual([null, missing]);
    // What reads a replica has to know.
    expect(await written()).toBe(before + 1);
  });

  it("each of a group by the holds of its own", async () => {
    const { held, free, heldIds, freeIds } = await twoUsers();
    const [first, second] = [await placed(ofUser(held), "Case 7"), await placed(ofUser(free), "Case 9")];
    const others = await storeMemories(database(), 1, { userId: randomUUID() });
    const memoryIds = [heldIds[0], freeIds[0], others[0]].flatMap((id) => id ?? []);
    const [one, ...more] = memoryIds.map((memoryId) => ({ ctx: context(), memoryId }));
    if (one === undefined) throw new Error("A group has members.");
    const results = await runGroup([one, ...more]);
    const heldBy = await Promise.all(
      results.map(async (result) => {
        if (result.kind !== "ended") throw new Error("It has not ended.");
        return (await getDeletion(context(), result.deletion.id)).heldBy.map(({ id }) => id);
      }),
    );
    expect(heldBy).toEqual([[first], [second], []]);
    expect(await left(memoryIds)).toHaveLength(2);
  });
});

describe("Mem0's API", () => {
  let runner: ReturnType<typeof testRunner>;
  beforeEach(() => void (runner = testRunner(database(), { pollSeconds: 0.05 })));
  afterEach(() => runner.stop());

  it("refuses to delete or change a held memory, and deletes the others", async () => {
    const { held, heldIds, freeIds } = await twoUsers();
    await placed(ofUser(held));
    const [first = "", second = ""] = heldIds;
    expect(await ask("DELETE", `/v1/memories/${first}/`)).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining("on hold") as string },
    });
    expect(await ask("PUT", `/v1/memories/${first}/`, { text: "something else" })).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining("on hold") as string },
    });
    const batch = {
      memories: [
        { memory_id: first, text: "one" },
        { memory_id: freeIds[0], text: "two" },
      ],
    };
    expect(await ask("PUT", "/v1/batch/", batch)).toMatchObject({ status: 409 });
    const ids = [first, second, ...freeIds].map((memory_id) => ({ memory_id }));
    expect(await ask("DELETE", "/v1/batch/", { memories: ids })).toMatchObject({
      status: 200,
      body: { message: "Successfully deleted 2 memories. 2 are on hold and stay", held_count: 2 },
    });
    const rows = await database().select().from(memories).where(inArray(memories.id, heldIds));
    expect(rows).toHaveLength(3);
    expect(rows.every(({ memory }) => memory.startsWith("hydrangea"))).toBe(true);
  });

  it("deletes nothing that a held memory superseded", async () => {
    const { held, heldIds, freeIds } = await twoUsers();
    const [newer, older] = [heldIds[0] ?? "", freeIds[0] ?? ""];
    await database().update(memories).set({ supersededBy: newer }).where(eq(memories.id, older));
    await placed(ofUser(held));
    expect(await ask("DELETE", `/v1/memories/${newer}/?delete_linked=true`)).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining("Nothing was deleted") as string },
    });
    expect(await left([...heldIds, ...freeIds])).toHaveLength(5);
  });

  it("refuses feedback on a held memory, and takes it of others", async () => {
    const { held, heldIds, freeIds } = await twoUsers();
    await placed(ofUser(held));
    const give = (memory_id: string | undefined) =>
      ask("POST", "/v1/feedback/", { memory_id, feedback: "NEGATIVE" });
    expect(await give(heldIds[0])).toMatchObject({ status: 409 });
    expect(await give(freeIds[0])).toMatchObject({ status: 200 });
    const rows = await database().select().from(memories).where(inArray(memories.id, heldIds));
    expect(rows.map(({ feedback }) => feedback)).toEqual([null, null, null]);
  });

  it("does not delete it as what another one superseded", async () => {
    const { held, heldIds, freeIds } = await twoUsers();
    const [older, newer] = [heldIds[0] ?? "", freeIds[0] ?? ""];
    await database().update(memories).set({ supersededBy: newer }).where(eq(memories.id, older));
    await placed(ofUser(held));
    expect(await ask("DELETE", `/v1/memories/${newer}/?delete_linked=true`)).toMatchObject({
      status: 200,
      body: { cascade_count: 0, held_count: 1 },
    });
    expect(await left([heldIds[0] ?? freeIds[0]].flatMap((each) => each ?? []))).toHaveLength(1);
  });
});

describe("a hold", () => {
  it("is waited for: when it has been placed, nothing that had read the holds before is under way", async () => {
    const { held, heldIds } = await twoUsers();
    const deletion = await requested(context(), deletionInput({ ids: heldIds }));
    let enter = (): void => undefined;
    const inside = new Promise<void>((resolve) => (enter = resolve));
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const deleter = builtinDeleter(database(), builtinStore(database()), async (transaction, input) => {
      const outcome = await deleteBatch(transaction, input);
      enter();
      await gate;
      return outcome;
    });
    const running = runToEnd(context(), deletion.id, { getDeleter: () => deleter });
    await inside;
    let isPlaced = false;
    const placing = placed(ofUser(held)).then(() => (isPlaced = true));
    // Its row is there at once, for every batch to come; it answers only when the one under way has ended.
    while ((await database().$count(holds)) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await database().execute(sql`select pg_sleep(0.1)`);
    expect(isPlaced).toBe(false);
    release();
    await placing;
    expect((await running).deletedCount).toBe(3);
  });

  it("covers what comes later, by entities of every kind and by filter, in its stores only", async () => {
    await placed({ kind: "filter", filter: { field: "text", operator: "contains", value: "wisteria" } });
    await placeHold(context(), {
      name: "Elsewhere",
      reason: "Another store.",
      reference: null,
      storeIds: [builtinStoreId],
      covers: { kind: "entities", entities: [{ kind: "agent", value: "held-agent" }] },
    });
    const later = await storeMemories(database(), 1, { userId: randomUUID(), word: "wisteria" });
    const [byAgent] = await storeMemories(database(), 1, { userId: randomUUID() });
    await database()
      .update(memories)
      .set({ agentId: "held-agent" })
      .where(eq(memories.id, byAgent ?? ""));
    const ids = [...later, ...(byAgent === undefined ? [] : [byAgent])];
    const deletion = await requested(context(), deletionInput({ ids }));
    expect(await runToEnd(context(), deletion.id)).toMatchObject({ deletedCount: 0, heldCount: 2 });
  });

  it("is refused where it would let go by itself", async () => {
    const covers: HoldCovers = {
      kind: "filter",
      filter: { not: { field: "expiration_date", operator: "expired" } },
    };
    await expect(placed(covers)).rejects.toThrow(/date/);
  });

  it("is placed and released by admins, once, with an event each that names nobody", async () => {
    const { held } = await twoUsers();
    const support = context("support");
    const wish = { name: "N", reason: "R", reference: null, storeIds: null, covers: ofUser(held) };
    await expect(placeHold(support, wish)).rejects.toMatchObject({ code: "not_permitted" });
    const id = await placed(ofUser(held));
    const ada = await signedIn(context(), "ada");
    await expect(releaseHold(support, { id, reason: "no" })).rejects.toMatchObject({ code: "not_permitted" });
    await releaseHold(ada, { id, reason: "Closed." });
    await expect(releaseHold(ada, { id, reason: "Again." })).rejects.toMatchObject({ code: "wrong_status" });
    const events = await database()
      .select()
      .from(ledgerEvents)
      .where(sql`${ledgerEvents.body}::jsonb ->> 'holdId' = ${id}`)
      .orderBy(ledgerEvents.seq);
    expect(events.map(({ kind }) => kind)).toEqual(["hold.placed", "hold.released"]);
    expect(events.some(({ body }) => body.includes(held) || body.includes("Case 7"))).toBe(false);
  });

  it("is released by two people where the rule is on", async () => {
    const id = await placed({ kind: "everything" });
    const ada = await signedIn(context(), "ada");
    await signedIn(context(), "bo");
    await setRule(database(), { isOn: true });
    const release = () => releaseHold(ada, { id, reason: "Closed." });
    await expect(release()).rejects.toMatchObject({ code: "approval_required" });
    expect((await database().select().from(holds))[0]?.releasedAt).toBeNull();
    await database().execute(sql`
      update approvals set decision = 'approved', decided_at = now(), decided_by = requested_by where kind = 'hold'`);
    await release();
    expect((await database().select().from(holds))[0]?.releasedAt).not.toBeNull();
  });
});
