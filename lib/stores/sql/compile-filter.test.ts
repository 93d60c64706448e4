import { asc, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { instantBefore } from "@/lib/filters/duration";
import { freezeRelative, isRelative } from "@/lib/filters/freeze-relative";
import { matchesFilter, needsOthers } from "@/lib/filters/matches-filter";
import { exactMs, isInOrder } from "@/lib/filters/moments";
import { normalisedText } from "@/lib/text/normalised-text";
import { anyFilter, evaluate } from "@/testing/filters/any-filter";
import type { Condition, Filter } from "@/lib/filters/filter";
import { filterSchema } from "@/lib/filters/filter-schema";
import type { EntityField, Memory } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { useTestDatabase } from "@/testing/test-database";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter } from "./compile-filter";
import { instantBefore as instantBeforeSql } from "./compile-dates";
import { memoryColumns, memoryFrom } from "./memory-row";
import { timestampOf } from "./sql-values";
import { insertMemories } from "@/testing/stores/test-memories";

const test = useTestDatabase();
const seed = 2024;

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
/** The end of a month, and two months after one of the instants. */
const now = new Date("2026-03-31T12:30:00.500Z");
const expiryDays = ["2026-01-30", "2026-01-31", "2026-02-28", "2026-03-30", "2026-03-31", "2099-12-31"];
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

/** One of `count` is true. */
const oneIn = (count: number) => fc.nat(count - 1).map((number) => number === 0);
const entityOrNull = fc.option(fc.constantFrom(...entityIds), { freq: 2 });
const some = <Value>(values: readonly Value[], minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom(...values), { minLength, maxLength });
const instant = fc.constantFrom(...instants).map((text) => new Date(text));
const rows = fc.record({
  id: fc.uuid({ version: 4 }),
  memory: some(words, 1, 3).map((parts) => parts.join(" ")),
  userId: entityOrNull,
  agentId: entityOrNull,
  appId: entityOrNull,
  runId: entityOrNull,
  metadata: fc.dictionary(fc.constantFrom(...metadataKeys.slice(0, 3)), fc.constantFrom(...metadataValues), {
    maxKeys: 2,
    noNullPrototype: true,
  }),
  categories: fc.uniqueArray(fc.constantFrom(...categories), { maxLength: 2 }),
  immutable: oneIn(5),
  expirationDate: fc.option(fc.constantFrom(...expiryDays), { freq: 2 }),
  supersededBy: fc.option(fc.uuid({ version: 4 }), { freq: 1 }),
  isSample: oneIn(3),
  createdAt: instant,
  updatedAt: instant,
});
let stored: Memory[] = [];
/** What is the same for memories that repeat each other. */
let saidBy = new Map<string, string>();

beforeAll(async () => {
  const first = fc.sample(rows, { numRuns: 140, seed });
  const others = fc.sample(rows, { numRuns: 80, seed: seed + 1 });
  // What was said before in other words' case and spaces, and some of it to another, or as the same again.
  const repeats = others.map((row, at) => {
    const said = first[at % 50] ?? row;
    const memory = at % 3 === 0 ? said.memory : ` ${said.memory.toUpperCase().replaceAll(" ", "\n\t ")}`;
    return { ...row, ...idsOf(said), memory, ...(at % 7 === 0 && { runId: "other" }) };
  });
  await insertMemories(test.database(), [...first, ...repeats]);
  stored = (await test.database().select(memoryColumns).from(memories).orderBy(asc(memories.id))).map(
    memoryFrom,
  );
  saidBy = new Map(
    stored.map((memory) => [memory.id, JSON.stringify([idsOf(memory), normalisedText(memory.memory)])]),
  );
});

const idsOf = ({
  userId,
  agentId,
  appId,
  runId,
}: Pick<Memory, "userId" | "agentId" | "appId" | "runId">) => ({
  userId,
  agentId,
  appId,
  runId,
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
const durations = ["P1D", "P2M", "P1M", "P59D", "P8W", "P1Y", "P9999Y", "PT1416H", "PT9999H", "P9999M"];
const dayDurations = durations.filter((text) => !text.includes("T"));

/** What matches some of what is stored, of each field. */
const anyCondition = (): fc.Arbitrary<Condition> => {
  const entityField = fc.constantFrom<EntityField>("user_id", "agent_id", "app_id", "run_id");
  const equality = fc.constantFrom("eq", "ne");
  const presence = fc.constantFrom("present", "absent");
  const comparison = fc.constantFrom(...comparisons);
  const key = fc.constantFrom(...metadataKeys);
  const two = (values: readonly string[]) => some(values, 2, 2);
  const is = fc.constant;
  return fc.oneof(
    fc.record({ field: entityField, operator: equality, value: fc.constantFrom(...entityIds) }),
    fc.record({ field: entityField, operator: is("in"), value: two(entityIds) }),
    fc.record({ field: entityField, operator: presence }),
    fc.record({
      field: fc.constantFrom("created_at", "updated_at"),
      operator: comparison,
      value: fc.constantFrom(...instantValues),
    }),
    fc.record({
      field: fc.constantFrom("created_at", "updated_at"),
      operator: fc.constantFrom("older_than", "within_last"),
      value: fc.constantFrom(...durations),
    }),
    fc.record({
      field: fc.constantFrom("created_at", "updated_at"),
      operator: is("between"),
      value: inOrder(instantValues),
    }),
    fc.record({
      field: entityField,
      operator: is("inactive_for"),
      value: fc.constantFrom("P2M", "P59D", "P60D", "PT1416H"),
    }),
    fc.record({
      field: entityField,
      operator: is("inactive_since"),
      value: fc.constantFrom(...instantValues),
    }),
    fc.record({
      field: is("duplicate"),
      operator: is("eq"),
      value: fc.constantFrom("any", "all_but_newest", "all_but_oldest"),
    }),
    fc.record({
      field: is("text_length"),
      operator: fc.constantFrom("gt", "lt"),
      value: fc.constantFrom(0, 5, 6, 7, 12, 13, 10_000_000),
    }),
    fc.record({
      field: is("expiration_date"),
      operator: fc.constantFrom("older_than", "within_last"),
      value: fc.constantFrom(...dayDurations),
    }),
    fc.record({ field: is("expiration_date"), operator: is("between"), value: inOrder(expiryDays) }),
    fc.record({
      field: is("expiration_date"),
      operator: comparison,
      value: fc.constantFrom(...expiryDays, "0000-01-01"),
    }),
    fc.record({
      field: is("expiration_date"),
      operator: is("in"),
      value: two(expiryDays),
    }),
    fc.record({ field: is("expiration_date"), operator: presence }),
    fc.record({
      field: is("expiration_date"),
      operator: fc.constantFrom("expired", "unexpired"),
    }),
    fc.record({
      field: is("categories"),
      operator: is("contains"),
      value: fc.constantFrom(...categories),
    }),
    fc.record({ field: is("categories"), operator: is("in"), value: two(categories) }),
    fc.record({
      field: is("categories"),
      operator: is("icontains"),
      value: fc.constantFrom("HEAL", "o", ",", "%", "nul", "étu"),
    }),
    fc.record({
      field: is("metadata"),
      key,
      operator: equality,
      value: fc.constantFrom(...scalars),
    }),
    fc.record({ field: is("metadata"), key, operator: is("in"), value: some(scalars, 1, 3) }),
    fc.record({
      field: is("metadata"),
      key,
      operator: is("contains"),
      value: fc.constantFrom("Coffee", "cof", "1", "%", "CAFÉ"),
    }),
    fc.record({ field: is("metadata"), key, operator: is("present") }),
    fc.record({
      field: is("text"),
      operator: fc.constantFrom("contains", "icontains"),
      value: fc.constantFrom(...searchedTexts),
    }),
    fc.record({
      field: is("memory_ids"),
      operator: is("in"),
      value: fc
        .tuple(some(stored, 3, 3), fc.uuid({ version: 4 }))
        .map(([memories, absent]) => [...memories.map(({ id }) => id), memoryIdSchema.parse(absent)]),
    }),
    fc.record({
      field: fc.constantFrom("immutable", "superseded", "sample"),
      operator: is("eq"),
      value: fc.boolean(),
    }),
  );
};

const inOrder = (values: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...values), fc.constantFrom(...values))
    .map(([one, other]): [string, string] => (isInOrder(one, other) ? [one, other] : [other, one]));

const searchedTexts = [
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
];

const matches = (filter: Filter, memory: Memory): boolean =>
  evaluate(filter, (condition) =>
    needsOthers(condition) ? tellsOfOthers(condition, memory) : matchesFilter(condition, memory, now),
  );

/** What a condition says that is about the other memories as well, by reading all of them. */
const tellsOfOthers = (condition: Condition, memory: Memory): boolean => {
  if (condition.field === "duplicate") {
    const placeOf = ({ createdAt, id }: Memory) => `${createdAt} ${id}`;
    return stored.some(
      (other) =>
        other.id !== memory.id &&
        saidBy.get(other.id) === saidBy.get(memory.id) &&
        (condition.value === "any" ||
          placeOf(other) > placeOf(memory) === (condition.value === "all_but_newest")),
    );
  }
  if (condition.operator !== "inactive_for" && condition.operator !== "inactive_since")
    throw new Error("There is no other.");
  const since =
    condition.operator === "inactive_since"
      ? exactMs(condition.value)
      : instantBefore(now, condition.value).getTime();
  const nameOf = ({ userId, agentId, appId, runId }: Memory) =>
    ({ user_id: userId, agent_id: agentId, app_id: appId, run_id: runId })[condition.field];
  return (
    nameOf(memory) !== null &&
    stored.every((other) => nameOf(other) !== nameOf(memory) || Date.parse(other.updatedAt) < since)
  );
};

const question = { now: timestampOf(now.toISOString()) };

const idsMatching = async (filters: Filter[]): Promise<string[][]> => {
  // Many filters in one round trip, each an array of the ids it finds.
  const found = sql.join(
    filters.map(
      (filter) =>
        sql`select array(select ${memories.id}::text from ${memories} where ${compileFilter(filter, undefined, question)} order by ${memories.id}) as ids`,
    ),
    sql` union all `,
  );
  const { rows } = await test.database().execute<{ ids: string[] }>(found);
  return rows.map((row) => row.ids);
};

describe("compileFilter", () => {
  it("finds what the filter means, for thousands of random filters", async () => {
    const conditions = anyCondition();
    const filters = (depthMax: number) =>
      fc.array(anyFilter(conditions, depthMax), { minLength: 25, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(filters(1), filters(4), async (flat, deep) => {
        const asked = [...flat, ...deep].map((filter) => filterSchema.parse(filter));
        const found = await idsMatching(asked);
        // What is frozen means what it was frozen from.
        const relative = asked.flatMap((filter, number) => (isRelative(filter) ? [number] : []));
        const frozen = relative.flatMap((number) => {
          const filter = asked[number];
          return filter === undefined ? [] : filterSchema.parse(freezeRelative(filter, now));
        });
        expect(frozen.some(isRelative)).toBe(false);
        expect(await idsMatching(frozen)).toEqual(relative.map((number) => found[number]));
        asked.forEach((filter, number) => {
          const meant = stored.filter((memory) => matches(filter, memory)).map((memory) => memory.id);
          expect(found[number], JSON.stringify(filter)).toEqual(meant);
        });
      }),
      // The filter that fails is in the message; to shrink fifty at a time would take minutes.
      { numRuns: 25, seed, endOnFailure: true },
    );
  });

  it("counts back by the calendar as the database does, to every end of a month", async () => {
    const anyMs = fc.integer({ min: Date.parse("1999-01-01"), max: Date.parse("2032-12-31T23:59:59.999Z") });
    const anyDuration = fc.oneof(
      fc.constantFrom("P1M", "P2M", "P13M", "P1Y", "P4Y", "P400Y", "P1999Y"),
      fc
        .tuple(fc.integer({ min: 1, max: 9_999 }), fc.constantFrom("D", "W", "M"))
        .map(([n, unit]) => `P${n}${unit}`),
      fc.integer({ min: 1, max: 9_999 }).map((n) => `PT${n}H`),
    );
    const days = ["2024-02-29", "2025-03-31", "2024-03-31", "2026-05-31", "2026-12-31"];
    const at = fc.oneof(anyMs, fc.constantFrom(...days.map((day) => Date.parse(`${day}T23:30:00Z`))));
    const asked = fc.sample(fc.tuple(at, anyDuration), { numRuns: 300, seed });
    const each = asked.map(
      ([ms, duration]) =>
        sql`select extract(epoch from greatest('0001-01-01T00:00:00Z', ${instantBeforeSql(timestampOf(new Date(ms).toISOString()), duration)})) * 1000 as ms`,
    );
    await test.database().transaction(async (transaction) => {
      // No zone of a session moves it.
      await transaction.execute(sql`set local timezone = 'America/New_York'`);
      const { rows } = await transaction.execute<{ ms: string }>(sql.join(each, sql` union all `));
      expect(rows.map(({ ms }) => new Date(Number(ms)).toISOString())).toEqual(
        asked.map(([ms, duration]) => instantBefore(new Date(ms), duration).toISOString()),
      );
    });
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

  it("takes values for text that no character of them can leave (ASVS 5.3.4, 5.3.5)", async () => {
    const value = "'; drop table memories; --";
    const [found] = await idsMatching([{ field: "user_id", operator: "eq", value }]);
    expect(found).toEqual([]);
  });

  it("takes half a surrogate pair, which JSON has and Postgres does not", async () => {
    const [found] = await idsMatching([{ field: "metadata", key: "topic", operator: "eq", value: "\ud83d" }]);
    expect(found).toEqual([]);
  });
});
