import { randomUUID } from "node:crypto";
import { asc, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { matchesFilter } from "@/lib/filters/matches-filter";
import { filterSchema, type Condition, type Filter } from "@/lib/filters/filter";
import { memoryIdSchema, type EntityField, type Memory } from "@/lib/memories/types";
import { useTestDatabase } from "@/testing/test-database";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter } from "./compile-filter";
import { memoryColumns, memoryFrom } from "./memory-row";
import { insertMemories, seededRandom } from "@/testing/stores/test-memories";

const test = useTestDatabase();
const random = seededRandom(2024);
const pick = <Value>(values: readonly Value[]): Value => {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error("Nothing to pick from.");
  return value;
};
const some = <Value>(values: readonly Value[], count: number): Value[] =>
  Array.from({ length: count }, () => pick(values));

// Small sets, so that most conditions are true of some memories and false of others.
const entityIds = ["maya", "lars", "O'Brien", "a\\b", "100%", "*"];
const words = [
  "Coffee",
  "coffee",
  "100% sure",
  "under_score",
  "back\\slash",
  "東京タワー",
  "quote'd",
  "Ünder",
  "U\u0308nder",
  "Cafe\u0301",
  "Straße",
  "STRASSE",
  "in\u00advi\u200bsible",
  "ΣΊΣΥΦΟΣ",
  "ｆｕｌｌ",
  "İstanbul",
];
const categories = ["work", "health", 'say "hi"', "NULL", "a,b", "E\u0301tudes"];
const instants = [
  "2026-01-30T23:59:59.999Z",
  "2026-01-31T00:00:00.000Z",
  "2026-01-31T12:30:00.500Z",
  "2026-01-31T23:59:59.999Z",
  "2026-02-01T00:00:00.000Z",
];
const todayOn = new Date().toISOString().slice(0, 10);
const yesterdayOn = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const expiryDays = ["2026-01-30", "2026-01-31", yesterdayOn, todayOn, "2099-12-31"];
const metadataKeys = ["topic", "n", 'odd"key', "none", "constructor", "toString"];
const scalars: (string | number | boolean | null)[] = [
  "Coffee",
  "cof",
  "Cafe\u0301",
  "",
  "1",
  1,
  1.5,
  0,
  true,
  false,
  null,
];
const metadataValues: unknown[] = [...scalars, ["Coffee", "tea"], ["1"], { topic: "Coffee" }];

const entityOrNull = () => (random() < 0.3 ? null : pick(entityIds));
let stored: Memory[] = [];

beforeAll(async () => {
  await insertMemories(
    test.database(),
    Array.from({ length: 200 }, () => ({
      id: randomUUID(),
      memory: some(words, 1 + Math.floor(random() * 3)).join(" "),
      userId: entityOrNull(),
      agentId: entityOrNull(),
      appId: entityOrNull(),
      runId: entityOrNull(),
      metadata: Object.fromEntries(
        some(metadataKeys.slice(0, 3), Math.floor(random() * 3)).map((key) => [key, pick(metadataValues)]),
      ),
      categories: [...new Set(some(categories, Math.floor(random() * 3)))],
      immutable: random() < 0.2,
      expirationDate: random() < 0.4 ? null : pick(expiryDays),
      supersededBy: random() < 0.2 ? randomUUID() : null,
      isSample: random() < 0.3,
      createdAt: new Date(pick(instants)),
      updatedAt: new Date(pick(instants)),
    })),
  );
  stored = (await test.database().select(memoryColumns).from(memories).orderBy(asc(memories.id))).map(
    memoryFrom,
  );
});

const comparisons = ["gt", "gte", "lt", "lte", "ne"] as const;
const instantValues = [
  ...instants,
  "2026-01-31T13:30:00.5+01:00",
  "2026-01-31T12:30:00.5004Z",
  "2026-01-31",
  "2026-01-30",
  "0000-02-29",
  "9999-12-31",
];

const randomCondition = (): Condition => {
  const key = pick(metadataKeys);
  return pick<() => Condition>([
    () => ({
      field: pick<EntityField>(["user_id", "agent_id", "app_id", "run_id"]),
      operator: pick(["eq", "ne"] as const),
      value: pick(entityIds),
    }),
    () => ({
      field: pick<EntityField>(["user_id", "agent_id", "app_id", "run_id"]),
      operator: "in",
      value: some(entityIds, 2),
    }),
    () => ({
      field: pick<EntityField>(["user_id", "agent_id", "app_id", "run_id"]),
      operator: pick(["present", "absent"] as const),
    }),
    () => ({
      field: pick(["created_at", "updated_at"] as const),
      operator: pick(comparisons),
      value: pick(instantValues),
    }),
    () => ({
      field: "expiration_date",
      operator: pick(comparisons),
      value: pick([...expiryDays, "0000-01-01"]),
    }),
    () => ({ field: "expiration_date", operator: "in", value: some(expiryDays, 2) }),
    () => ({ field: "expiration_date", operator: pick(["present", "absent"] as const) }),
    () => ({ field: "expiration_date", operator: pick(["expired", "unexpired"] as const) }),
    () => ({ field: "categories", operator: "contains", value: pick(categories) }),
    () => ({ field: "categories", operator: "in", value: some(categories, 2) }),
    () => ({
      field: "categories",
      operator: "icontains",
      value: pick(["HEAL", "o", ",", "%", "nul", "étu"]),
    }),
    () => ({ field: "metadata", key, operator: pick(["eq", "ne"] as const), value: pick(scalars) }),
    () => ({
      field: "metadata",
      key,
      operator: "contains",
      value: pick(["Coffee", "cof", "1", "%", "CAFÉ"]),
    }),
    () => ({ field: "metadata", key, operator: "present" }),
    () => ({
      field: "text",
      operator: pick(["contains", "icontains"] as const),
      value: pick([
        "coffee",
        "COFFEE",
        "100%",
        "r_s",
        "ck\\s",
        "東京",
        "ünd",
        "% s",
        "e'd",
        "café",
        "Café",
        "strasse",
        "Straße",
        "invisible",
        "σίσυφος",
        "Full",
        "istanbul",
      ]),
    }),
    () => ({
      field: "memory_ids",
      operator: "in",
      value: [...some(stored, 3).map((memory) => memory.id), memoryIdSchema.parse(randomUUID())],
    }),
    () => ({
      field: pick(["immutable", "superseded", "sample"] as const),
      operator: "eq",
      value: random() < 0.5,
    }),
  ])();
};

const randomFilter = (depth: number): Filter => {
  const kind = depth <= 1 ? "condition" : pick(["condition", "and", "or", "not"] as const);
  switch (kind) {
    case "condition":
      return randomCondition();
    case "and":
      return { and: Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomFilter(depth - 1)) };
    case "or":
      return { or: Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomFilter(depth - 1)) };
    case "not":
      return { not: randomFilter(depth - 1) };
  }
};

const matches = (filter: Filter, memory: Memory): boolean => matchesFilter(filter, memory, todayOn);

const idsMatching = async (filters: Filter[]): Promise<string[][]> => {
  // Many filters in one round trip, each an array of the ids it finds.
  const found = sql.join(
    filters.map(
      (filter) =>
        sql`select array(select ${memories.id}::text from ${memories} where ${compileFilter(filter)} order by ${memories.id}) as ids`,
    ),
    sql` union all `,
  );
  const { rows } = await test.database().execute<{ ids: string[] }>(found);
  return rows.map((row) => row.ids);
};

describe("compileFilter", () => {
  it("finds what the filter means, for thousands of random filters", async () => {
    for (let round = 0; round < 40; round++) {
      const filters = Array.from({ length: 50 }, (_, number) => randomFilter(number < 25 ? 1 : 4)).map(
        (filter) => filterSchema.parse(filter),
      );
      const found = await idsMatching(filters);
      filters.forEach((filter, number) => {
        const meant = stored.filter((memory) => matches(filter, memory)).map((memory) => memory.id);
        expect(found[number], JSON.stringify(filter)).toEqual(meant);
      });
    }
  });

  it("finds the same with hints about rare categories", async () => {
    const filter: Filter = { field: "categories", operator: "in", value: ["work", "health"] };
    const hints = { rareCategories: new Set(["work", "health"]) };
    const rows = await test
      .database()
      .select({ id: memories.id })
      .from(memories)
      .where(compileFilter(filter, hints))
      .orderBy(asc(memories.id));
    expect(rows.map((row) => row.id)).toEqual(
      stored.filter((memory) => matches(filter, memory)).map((memory) => memory.id),
    );
  });

  it("takes values for text that no character of them can leave", async () => {
    const value = "'; drop table memories; --";
    const [found] = await idsMatching([{ field: "user_id", operator: "eq", value }]);
    expect(found).toEqual([]);
  });

  it("takes half a surrogate pair, which JSON has and Postgres does not", async () => {
    const [found] = await idsMatching([{ field: "metadata", key: "topic", operator: "eq", value: "\ud83d" }]);
    expect(found).toEqual([]);
  });
});
