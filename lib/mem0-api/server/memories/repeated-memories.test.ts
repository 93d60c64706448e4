import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { previewedInput, requested, testRunner, untilDeletion } from "@/testing/deletions/deletion-fixtures";
import type { NewMemory } from "@/lib/mem0-api/addition";
import { ExactNumber } from "@/lib/json/exact-number";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { additions } from "@/drizzle/schema/additions";
import { memories } from "@/drizzle/schema/memories";
import { addMemories } from "@/lib/mem0-api/server/memories/add-memories";

const { database, context } = useTestDatabase();

/** Of a user of its own, so that no test finds the memories of another. */
const saying = (memory: string, more: Partial<NewMemory> = {}): NewMemory => ({
  memory,
  userId: "ann",
  agentId: null,
  appId: null,
  runId: null,
  metadata: {},
  immutable: false,
  expirationDate: null,
  createdAt: null,
  ...more,
});
const add = (...added: NewMemory[]) => addMemories(context(), { memories: added, startedAt: new Date() });
const countOf = (userId: string, memory: string) =>
  database().$count(memories, and(eq(memories.userId, userId), eq(memories.memory, memory)));

describe("an exact repeat", () => {
  it("is stored once, answered with the memory that is there, and written down", async () => {
    const userId = randomUUID();
    const said = saying("Keeps bees", { userId, metadata: { source: "chat" } });
    const { memories: first } = await add(said);
    const again = await add(said);
    expect(again.memories).toEqual([{ id: first[0]?.id, memory: "Keeps bees", isRepeat: true }]);
    expect(first[0]?.isRepeat).toBe(false);
    const stored = await database().select().from(memories).where(eq(memories.userId, userId));
    expect(stored).toMatchObject([{ metadata: { source: "chat" }, immutable: false }]);
    const [addition] = await database().select().from(additions).where(eq(additions.id, again.id));
    expect(addition).toMatchObject({ memoryIds: [], repeatedIds: [first[0]?.id] });
  });

  it("says the same of everything: what it would lose by being a repeat is stored", async () => {
    const userId = randomUUID();
    const said = saying("Keeps bees", { userId });
    const others: Partial<NewMemory>[] = [
      { metadata: { source: "chat" } },
      { metadata: { source: "mail", n: new ExactNumber("12345678901234567890") } },
      { immutable: true },
      { expirationDate: "2999-01-01" },
      { createdAt: new Date("2024-05-06T07:08:09.123Z") },
    ];
    await add(said);
    for (const isRepeat of [false, true]) {
      for (const other of others) {
        expect((await add({ ...said, ...other })).memories).toMatchObject([{ isRepeat }]);
      }
    }
  });

  it("within one request is stored once, among others in their order", async () => {
    const userId = randomUUID();
    const { memories: added } = await add(
      ...["Yes.", "No.", "Yes.", "yes.", "Yes. "].map((text) => saying(text, { userId })),
    );
    expect(added.map(({ memory, isRepeat }) => [memory, isRepeat])).toEqual([
      ["Yes.", false],
      ["No.", false],
      ["Yes.", true],
      ["yes.", false],
      ["Yes. ", false],
    ]);
    expect(added[2]?.id).toBe(added[0]?.id);
    expect(await countOf(userId, "Yes.")).toBe(1);
  });

  it("has the same four ids: an absent one, an empty text and another's are three", async () => {
    const userId = randomUUID();
    const scopes = [{ userId }, { userId, agentId: "bot" }, { userId: null, agentId: userId }];
    const more = [{ userId, appId: "bot" }, { userId, runId: "bot" }, { userId: `${userId} ` }];
    for (const isRepeat of [false, true]) {
      for (const scope of [...scopes, ...more]) {
        expect((await add(saying("Sings", scope))).memories).toMatchObject([{ isRepeat }]);
      }
    }
  });

  it.each([
    ["expired", { expirationDate: "2020-01-01" }],
    ["superseded", { supersededBy: randomUUID() }],
  ])("of a memory that has %s is stored, as lists would not show it", async (_, row) => {
    const userId = randomUUID();
    await insertMemories(database(), [{ memory: "Ate fish", userId, ...row }]);
    expect((await add(saying("Ate fish", { userId }))).memories).toMatchObject([{ isRepeat: false }]);
    expect((await add(saying("Ate fish", { userId }))).memories).toMatchObject([{ isRepeat: true }]);
  });

  it("is a repeat of what an import, or another way, has stored twice already", async () => {
    const userId = randomUUID();
    const ids = await insertMemories(database(), [
      { memory: "Twice", userId },
      { memory: "Twice", userId },
    ]);
    const [found] = (await add(saying("Twice", { userId }))).memories;
    expect(ids).toContain(found?.id);
    expect(await countOf(userId, "Twice")).toBe(2);
  });

  it("is stored once by many requests at the same time, that hold others in another order", async () => {
    const userId = randomUUID();
    const texts = ["a", "b", "c"].map((text) => saying(text, { userId }));
    const also = ["a", "b"].map((text) => saying(text, { userId, runId: "r" }));
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        n % 2 === 0 ? add(...texts, ...also) : add(...[...texts, ...also].toReversed()),
      ),
    );
    const stored = outcomes.flatMap(({ memories: added }) => added.filter(({ isRepeat }) => !isRepeat));
    expect(stored).toHaveLength(5);
    expect(await database().$count(memories, eq(memories.userId, userId))).toBe(5);
    expect(new Set(outcomes.flatMap(({ memories: added }) => added.map(({ id }) => id))).size).toBe(5);
  });

  it("of a memory that a deletion is about to take is stored, and stays", async () => {
    const userId = randomUUID();
    const [first] = (await add(saying("Said again", { userId }))).memories;
    const [other] = (await add(saying("Not deleted", { userId }))).memories;
    if (first === undefined || other === undefined) throw new Error("Nothing was stored.");
    const { id } = await requested(
      context(),
      await previewedInput(context(), { kind: "listed", ids: [first.id] }),
    );
    const [again] = (await add(saying("Said again", { userId }))).memories;
    expect(again).toMatchObject({ isRepeat: false });
    expect((await add(saying("Not deleted", { userId }))).memories).toMatchObject([
      { id: other.id, isRepeat: true },
    ]);
    const runner = testRunner(database());
    await untilDeletion(context(), id);
    await runner.stop();
    expect(await countOf(userId, "Said again")).toBe(1);
    expect((await add(saying("Said again", { userId }))).memories).toMatchObject([
      { id: again?.id, isRepeat: true },
    ]);
  });

  it("of what a deletion that is not frozen yet may take is stored too", async () => {
    const userId = randomUUID();
    const filter = { field: "user_id", operator: "eq", value: userId } as const;
    await add(saying("Said again", { userId }));
    const { id } = await requested(
      context(),
      await previewedInput(context(), { kind: "matching", filter, excludedIds: [] }),
    );
    expect((await add(saying("Said again", { userId }))).memories).toMatchObject([{ isRepeat: false }]);
    const runner = testRunner(database());
    await untilDeletion(context(), id);
    await runner.stop();
    expect(await countOf(userId, "Said again")).toBe(1);
  });

  it("is found by an index, word for word the one there is", async () => {
    await insertMemories(
      database(),
      Array.from({ length: 3000 }, (_, n) => ({ memory: `Fact ${n}`, userId: "many" })),
    );
    await database().execute(sql`analyze memories`);
    const before = await scansOf();
    await add(...Array.from({ length: 100 }, (_, n) => saying(`Fact ${n}`, { userId: "many" })));
    await database().execute(sql`select pg_stat_force_next_flush()`);
    expect(await scansOf()).toBeGreaterThan(before);
  });
});

const scansOf = async (): Promise<number> => {
  const { rows } = await database().execute<{ idx_scan: string }>(
    sql`select idx_scan from pg_stat_user_indexes where indexrelname = 'memories_repeats'`,
  );
  return Number(rows[0]?.idx_scan ?? 0);
};
