import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { emptyScope, type Scope } from "@/lib/deletions/scope/scope";
import type { selectionSchema } from "@/lib/deletions/request/schema";
import type { DeletionOperation } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { Filter } from "@/lib/filters/filter";
import { verifyLedger } from "@/lib/ledger/verify-ledger";
import { readEvents } from "@/lib/ledger/server/read-events";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories } from "@/drizzle/schema/memories";
import {
  deletingBy,
  deletionInput,
  requested,
  runToEnd,
  storeMemories,
} from "@/testing/deletions/deletion-fixtures";
import { deleteBatch, type DeleteBatchInput } from "../builtin/delete-batch";
import { requestDeletion } from "../request/request-deletion";

// The table of operations in PRODUCT.md, row by row, on one small store that has every kind of memory in it.

const { database, context } = useTestDatabase();

type Stored = typeof memories.$inferSelect;
type Selection = z.input<typeof selectionSchema>;
type Row = {
  name: string;
  operation: DeletionOperation;
  selection: (stored: Stored[]) => Selection;
  /** What is to be deleted, said without SQL. */
  takes: (memory: Stored, position: number) => boolean;
};

let stored: Stored[] = [];
beforeEach(async () => {
  await database().delete(memories);
  const rows = ["caroline", "melanie", null].flatMap((userId) =>
    ["assistant", null].flatMap((agentId) =>
      ["shop", null].flatMap((appId) =>
        ["run-1", null].flatMap((runId) =>
          [{ tier: "gold" }, {}].map((metadata) => ({ userId, agentId, appId, runId, metadata })),
        ),
      ),
    ),
  );
  await insertMemories(
    database(),
    rows.map((row, position) => ({
      ...row,
      memory: position % 5 === 0 ? "Prefers oolong tea" : "Moved to Berlin",
      categories: position % 3 === 0 ? ["health"] : ["work"],
      createdAt: new Date(Date.UTC(2026, position % 4, 1)),
      immutable: position % 7 === 0,
      expirationDate: position % 6 === 0 ? "2020-01-01" : null,
      storedAt: new Date(Date.now() - 60_000),
    })),
  );
  stored = await database().select().from(memories).orderBy(asc(memories.id));
});

const scope = (part: Partial<Scope>): Selection => ({ kind: "scope", scope: { ...emptyScope, ...part } });
const listed = (count: number) => (all: Stored[]) => ({
  kind: "listed" as const,
  ids: all.slice(0, count).map(({ id }) => id),
});
const matching = (filter: Filter): Selection => ({ kind: "matching", filter });
const row = (
  operation: DeletionOperation,
  name: string,
  selection: Selection | Row["selection"],
  takes: Row["takes"],
): Row => ({
  operation,
  name,
  selection: typeof selection === "function" ? selection : () => selection,
  takes,
});

const everyEntity = { user_id: "*", agent_id: "*", app_id: "*", run_id: "*" };
const hasTier = ({ metadata }: Stored) => metadata["tier"] === "gold";

const table: Row[] = [
  row("delete", "one memory", listed(1), (_memory, position) => position < 1),
  row("batch", "several", listed(5), (_memory, position) => position < 5),
  row("delete_all", "by user", scope({ user_id: "caroline" }), ({ userId }) => userId === "caroline"),
  row("delete_all", "by agent", scope({ agent_id: "assistant" }), ({ agentId }) => agentId === "assistant"),
  row("delete_all", "by app", scope({ app_id: "shop" }), ({ appId }) => appId === "shop"),
  row("delete_all", "by run", scope({ run_id: "run-1" }), ({ runId }) => runId === "run-1"),
  row("delete_all", "by metadata", scope({ metadata: { tier: "gold" } }), hasTier),
  row(
    "delete_all",
    "by several filters, which narrow",
    scope({ user_id: "caroline", run_id: "run-1", metadata: { tier: "gold" } }),
    (memory) => memory.userId === "caroline" && memory.runId === "run-1" && hasTier(memory),
  ),
  row("delete_all", "by a wildcard", scope({ user_id: "*" }), ({ userId }) => userId !== null),
  row(
    "delete_all",
    "by a wildcard and a name",
    scope({ user_id: "*", app_id: "shop" }),
    ({ userId, appId }) => userId !== null && appId === "shop",
  ),
  row("wipe", "of everything", scope(everyEntity), () => true),
  row(
    "delete_entity",
    "a user",
    { kind: "entity", entity: { kind: "user", value: "melanie" } },
    ({ userId }) => userId === "melanie",
  ),
  row(
    "delete_entity",
    "an agent",
    { kind: "entity", entity: { kind: "agent", value: "assistant" } },
    ({ agentId }) => agentId === "assistant",
  ),
  row(
    "delete_entity",
    "an app",
    { kind: "entity", entity: { kind: "app", value: "shop" } },
    ({ appId }) => appId === "shop",
  ),
  row(
    "delete_entity",
    "a run",
    { kind: "entity", entity: { kind: "run", value: "run-1" } },
    ({ runId }) => runId === "run-1",
  ),
  row(
    "delete_matching",
    "by dates",
    matching({
      and: [
        { field: "created_at", operator: "gte", value: "2026-02-01" },
        { field: "created_at", operator: "lt", value: "2026-04-01" },
      ],
    }),
    ({ createdAt }) => [1, 2].includes(createdAt.getUTCMonth()),
  ),
  row(
    "delete_matching",
    "by category",
    matching({ field: "categories", operator: "contains", value: "health" }),
    ({ categories }) => categories.includes("health"),
  ),
  row(
    "delete_matching",
    "by text, not expired",
    matching({
      and: [
        { field: "text", operator: "icontains", value: "OOLONG" },
        { not: { field: "expiration_date", operator: "expired" } },
      ],
    }),
    ({ memory, expirationDate }) => memory.includes("oolong") && expirationDate === null,
  ),
  row(
    "delete_matching",
    "by metadata, or without any entity",
    matching({
      or: [
        { field: "metadata", key: "tier", operator: "eq", value: "gold" },
        {
          and: (["user_id", "agent_id", "app_id", "run_id"] as const).map((field) => ({
            field,
            operator: "absent",
          })),
        },
      ],
    }),
    (memory) =>
      hasTier(memory) ||
      [memory.userId, memory.agentId, memory.appId, memory.runId].every((value) => value === null),
  ),
];

const eventsOf = async (id: DeletionId) => {
  const events = await database()
    .select()
    .from(ledgerEvents)
    .where(sql`${ledgerEvents.body} like ${`%${id}%`}`)
    .orderBy(asc(ledgerEvents.seq));
  return events.map(({ kind, body }) => ({
    kind,
    body,
    ...(JSON.parse(body) as Record<string, unknown>),
  }));
};

const idsLeft = async () =>
  (await database().select({ id: memories.id }).from(memories).orderBy(asc(memories.id))).map(({ id }) => id);

describe.each(table)("$operation $name", ({ operation, selection: selectionFrom, takes }) => {
  /** The request, the ids that it takes, and those that stay. */
  const prepare = () => {
    const taken = stored.filter(takes).map(({ id }) => id);
    const kept = stored.filter((memory, position) => !takes(memory, position)).map(({ id }) => id);
    expect(taken.length).toBeGreaterThan(0);
    expect(kept.length > 0).toBe(operation !== "wipe");
    const selection = selectionFrom(stored);
    return { taken, kept, selection, input: deletionInput({ selection, expectedCount: taken.length }) };
  };

  it("takes exactly these, with an item each, and says so in the ledger", async () => {
    const { taken, kept, input } = prepare();
    // Wildcards are for an admin.
    const role = JSON.stringify(input.selection).includes('"*"') ? "admin" : "support";
    const { id } = await requested(context(role), input);
    expect(await runToEnd(context(), id)).toMatchObject({
      operation,
      status: "completed",
      requestedCount: taken.length,
      deletedCount: taken.length,
      absentCount: 0,
      failedCount: 0,
    });
    expect(await idsLeft()).toEqual(kept);
    const items = await database()
      .select()
      .from(deletionItems)
      .where(eq(deletionItems.deletionId, id))
      .orderBy(asc(deletionItems.memoryId));
    expect(items.map(({ memoryId }) => memoryId)).toEqual(taken);
    const events = await eventsOf(id);
    expect(events).toMatchObject([
      { kind: "deletion.requested", operation, expectedCount: taken.length, actor: { role } },
      { kind: "deletion.finished", operation, status: "completed", deletedCount: taken.length },
    ]);
    // Commitments stand for everything that can name somebody.
    for (const { body } of events) expect(body).not.toMatch(/caroline|melanie|assistant|shop|gold|oolong/i);
    expect((await verifyLedger(readEvents(database()))).findings).toEqual([]);
  });

  it("refuses those who may not delete, and leaves no event", async () => {
    const { input } = prepare();
    const eventCount = await database().$count(ledgerEvents);
    for (const role of ["viewer", "auditor"] as const) {
      await expect(requestDeletion(context(role), input)).rejects.toMatchObject({ code: "not_permitted" });
    }
    expect(await database().$count(ledgerEvents)).toBe(eventCount);
    expect(await idsLeft()).toHaveLength(stored.length);
  });

  it("twice is once", async () => {
    const { taken, kept, selection, input } = prepare();
    const first = await requested(context(), input);
    expect((await requested(context(), input)).id).toBe(first.id);
    await runToEnd(context(), first.id);
    // The same button pressed again by a page that has not heard of the end.
    const again = await requested(context(), input);
    expect(again).toMatchObject({ id: first.id, status: "completed", deletedCount: taken.length });
    expect((await eventsOf(first.id)).map(({ kind }) => kind)).toEqual([
      "deletion.requested",
      "deletion.finished",
    ]);
    // Confirmed anew: nothing is left to be taken.
    const anew = deletionInput({ selection, expectedCount: taken.length });
    if (selection.kind === "listed") {
      const { id } = await requested(context(), anew);
      expect(await runToEnd(context(), id)).toMatchObject({
        status: "completed",
        deletedCount: 0,
        absentCount: taken.length,
      });
    } else {
      expect(await requestDeletion(context(), anew)).toMatchObject({ kind: "count_changed", actual: 0 });
    }
    expect(await idsLeft()).toEqual(kept);
  });
});

it("a batch of more than 1,000 is cut into steps of at most 1,000", async () => {
  const ids = await storeMemories(database(), 2_300);
  const steps: DeleteBatchInput[] = [];
  const watched = deletingBy(database(), (transaction, input) => {
    steps.push(input);
    return deleteBatch(transaction, input);
  });
  const { id } = await requested(context(), deletionInput({ ids }));
  const done = await runToEnd(context(), id, { getDeleter: () => watched });
  expect(done).toMatchObject({ operation: "batch", status: "completed", deletedCount: 2_300 });
  expect(steps.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([
    [1, 1_000],
    [1_001, 2_000],
    [2_001, 2_300],
  ]);
  expect(await idsLeft()).toEqual(stored.map(({ id: each }) => each));
});

describe("no filter", () => {
  it.each<[string, Selection]>([
    ["an empty scope", scope({})],
    ["empty ids", scope({ user_id: "", agent_id: "", app_id: "", run_id: "", metadata: {} })],
    ["no filter at all", { kind: "matching", filter: null }],
  ])("is an error and never everything: %s", async (_name, selection) => {
    const input = deletionInput({ selection, expectedCount: stored.length });
    await expect(requestDeletion(context(), input)).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringMatching(/^No filter: .*user_id, agent_id, app_id or run_id.*"\*"/) as string,
    });
    expect(await database().$count(deletions, eq(deletions.idempotencyKey, input.idempotencyKey))).toBe(0);
    expect(await idsLeft()).toHaveLength(stored.length);
  });

  it("three wildcards of four are no wipe, nor are four and metadata", async () => {
    for (const part of [
      { ...everyEntity, run_id: null },
      { ...everyEntity, metadata: { tier: "gold" } },
    ]) {
      const selection = scope(part);
      expect(await requestDeletion(context(), deletionInput({ selection, expectedCount: 48 }))).toMatchObject(
        { kind: "count_changed" },
      );
    }
  });
});
