import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { previewedInput, requested, runToEnd } from "@/testing/deletions/deletion-fixtures";
import { exportMemoriesSchema } from "@/lib/deletions/request/schema";
import { conditionFrom } from "@/lib/filters/draft-condition";
import { newCondition } from "@/lib/filters/draft";
import type { Filter } from "@/lib/filters/filter";
import { isSameNumber } from "@/lib/json/exact-number";
import { parseExact } from "@/lib/json/parse-exact";
import { writeExact } from "@/lib/json/write-exact";
import { memoryFields } from "@/lib/filters/memory-fields";
import { matchesFilter } from "@/lib/filters/matches-filter";
import { memorySearchString } from "@/lib/browse/memory-queries";
import { searchDefaults } from "@/lib/browse/memory-search";
import { memorySearchOf } from "@/lib/browse/server/memory-search-request";
import { exportMemories } from "@/lib/deletions/server/export-memories";
import type { Memory } from "@/lib/memories/types";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { getStore } from "@/lib/stores/server/get-store";
import { useTestDatabase } from "@/testing/test-database";
import { memories } from "@/drizzle/schema/memories";
import { importMemories } from "./import-memories";

const test = useTestDatabase();

const imported = async (lines: string[]) => {
  const source = (async function* () {
    yield await Promise.resolve(Buffer.from(lines.join("\n")));
  })();
  return importMemories(test.context(), { source });
};
const store = () => getStore(test.context(), builtinStoreId);
const listed = async (filter: Filter) =>
  (await (await store()).list({ filter, sort: searchDefaults.sort, cursor: null, limit: 100 })).memories;

/** A condition as it is typed into the filter, written into the address, and sent. */
const typed = (number: string): Filter => {
  const draft = { ...newCondition(memoryFields, "metadata"), key: "n", valueType: "number" as const };
  const made = conditionFrom({ ...draft, values: [number] }, memoryFields.metadata);
  if (!made.ok) throw new Error(`${number}: ${JSON.stringify(made.problems)}`);
  const address = memorySearchString({ ...searchDefaults, filter: made.condition });
  const read = memorySearchOf(new URLSearchParams(address)).filter;
  // Through a server action and the queue's table.
  return JSON.parse(JSON.stringify(read)) as Filter;
};

const numberAt = (metadata: string): string => {
  const { n } = parseExact(metadata) as { n: unknown };
  return writeExact(n);
};

// Neighbours that one double stands for, and what no double can hold.
const pairs: [string, string][] = [
  ["1161888007138312193", "1161888007138312200"],
  ["9007199254740993", "9007199254740992"],
  ["-9007199254740993", "-9007199254740992"],
  ["0.1234567890123456789", "0.1234567890123456788"],
  ["1e400", "1e401"],
  ["-1e-400", "1e-400"],
  ["1.7976931348623157e308", "1.7976931348623158e308"],
];

/** Numbers as JSON may have them, of different values. */
const someNumbers = (): string[] => {
  const digits = (lengthMax: number) => fc.stringMatching(new RegExp(`^\\d{1,${lengthMax}}$`));
  const number = fc
    .tuple(
      fc.constantFrom("", "-"),
      digits(25).map((text) => text.replace(/^0+(?=\d)/, "")),
      fc.option(digits(25)),
      fc.option(fc.tuple(fc.constantFrom("", "+", "-"), digits(2))),
    )
    .map(
      ([sign, whole, fraction, exponent]) =>
        `${sign}${whole}${fraction === null ? "" : `.${fraction}`}${exponent === null ? "" : `e${exponent.join("")}`}`,
    );
  return fc
    .sample(number, { numRuns: 80, seed: 9 })
    .reduce<string[]>(
      (kept, text) => (kept.some((each) => isSameNumber(each, text)) ? kept : [...kept, text]),
      pairs.flat(),
    );
};

const importNumbers = async (user: string, numbers: string[]): Promise<void> => {
  const lines = numbers.map(
    (n) => `{"memory":"order","user_id":"${user}","metadata":{"deep":[{"n":${n}}],"n":${n}}}`,
  );
  expect(await imported(lines)).toMatchObject({ addedCount: numbers.length, badCount: 0 });
  // Before any cutoff that a test sets.
  await test
    .database()
    .update(memories)
    .set({ storedAt: new Date(Date.now() - 60_000) });
};
const ofUser = (user: string): Filter => ({ field: "user_id", operator: "eq", value: user });

const withoutImport = ({ importId: _importId, ...memory }: Memory) => memory;

const deleteOne = async (filter: Filter): Promise<void> => {
  const selection = { kind: "matching" as const, filter, excludedIds: [], keepsImmutable: false };
  const { id } = await requested(test.context(), await previewedInput(test.context(), selection));
  expect(await runToEnd(test.context(), id)).toMatchObject({ status: "completed", deletedCount: 1 });
};

describe("a number in metadata", () => {
  it.each(pairs)("%s is not %s, and deleting by one leaves the other", async (one, other) => {
    const user = randomUUID();
    await importNumbers(user, [one, other]);
    const filter: Filter = { and: [ofUser(user), typed(one)] };
    expect((await listed(filter)).map(({ metadata }) => isSameNumber(numberAt(metadata), one))).toEqual([
      true,
    ]);
    await deleteOne(filter);
    const left = await listed(ofUser(user));
    expect(left.map(({ metadata }) => isSameNumber(numberAt(metadata), other))).toEqual([true]);
  });

  it("survives, whatever it is, from the file to the list, the filter, the deletion, the export and back", async () => {
    const user = randomUUID();
    const numbers = someNumbers();
    expect(numbers.length).toBeGreaterThan(80);
    await importNumbers(user, numbers);
    const all = await listed(ofUser(user));
    const now = new Date();
    for (const number of numbers) {
      const filter: Filter = { and: [ofUser(user), typed(number)] };
      const found = await listed(filter);
      expect(
        found.map(({ metadata }) => isSameNumber(numberAt(metadata), number)),
        number,
      ).toEqual([true]);
      // As stores elsewhere are searched.
      expect(all.filter((memory) => matchesFilter(filter, memory, now))).toEqual(found);
    }
    const [gone = ""] = numbers;
    await deleteOne({ and: [ofUser(user), typed(gone)] });

    const before = await listed(ofUser(user));
    expect(before).toHaveLength(numbers.length - 1);
    const { text } = await exportMemories(
      test.context(),
      exportMemoriesSchema.parse({
        storeId: builtinStoreId,
        selection: { kind: "matching", filter: ofUser(user) },
        cutoffAt: new Date().toISOString(),
      }),
    );
    let file = "";
    for await (const piece of text) file += piece;
    await test.database().delete(memories).where(eq(memories.userId, user));
    expect(await imported(file.split("\n"))).toMatchObject({ addedCount: numbers.length - 1, badCount: 0 });
    // The same, but for the import that they came by.
    expect((await listed(ofUser(user))).map(withoutImport)).toEqual(before.map(withoutImport));
  });

  it("that cannot be kept is refused by name", async () => {
    const line = '{"memory":"too long","user_id":"ann","metadata":{"n":1e1000}}';
    const reasons: string[] = [];
    const source = (async function* () {
      yield await Promise.resolve(Buffer.from(line));
    })();
    await importMemories(test.context(), { source, onBadLine: ({ reason }) => reasons.push(reason) });
    expect(reasons).toEqual([expect.stringContaining("a number of more than 1,000 digits")]);
  });
});
