import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import { countIn, readRelationFiles, usedPartOf, type RelationFile } from "@/testing/relation-files";
import { useTestDatabase } from "@/testing/test-database";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import {
  deletionInput,
  previewedInput,
  requested,
  runToEnd,
  storeMemories,
} from "@/testing/deletions/deletion-fixtures";

// After a deletion and the upkeep that follows it, no word of the deleted texts is in anything that Postgres can still
// reach: no row, live or dead, of any table, catalogue or TOAST table, and no byte of any index.
//
// What this does not say, and a clean of the files does (lib/cleaning/server/no-bytes-left.test.ts):
// - VACUUM frees the space of a row and does not overwrite it. Measured here: of 3,000 deleted texts among 10,000 others
//   2,990 were still in the free space of the table's pages, until later memories take that space. When nothing is left
//   in the table, its files are given back; and VACUUM FULL writes them anew. Tests below show that nothing is left then.
// - The write-ahead log holds every text that was stored, until it is recycled (two checkpoints, and max_wal_size at
//   most); replicas and backups hold what they hold.
// - The text index goes by pieces of three letters and never forgets one, nor do the indexes of categories and metadata
//   forget a category or the hash of a value; none of them says any more whose it was. REINDEX drops them.

const { database, context } = useTestDatabase();
const words = ["xylophonist", "quokkaphile", "toastworthy"];

/** Where a word is found: the relations, and how often. */
const find = (files: RelationFile[], word: string, bytesOf: (file: RelationFile) => Buffer) =>
  Object.fromEntries(
    files.flatMap((file) => {
      const count = countIn(bytesOf(file), word);
      return count === 0 ? [] : [[`${file.kind} ${file.relation.replace(/\d+/, "")}`, count]];
    }),
  );

/** Random letters do not compress: Postgres keeps such a text apart (TOAST), and as it is. */
const longText = (word: string): string => {
  const noise = Array.from(
    { length: 6_000 },
    () => "abcdefghijklmnopqrstuvwxyz"[Math.floor(Math.random() * 26)],
  );
  return `${noise.join("")} ${word} ${noise.reverse().join("")}`;
};

const storeTexts = async (userId: string) => {
  await storeMemories(database(), 400, { userId: "maya", word: "bystanding" });
  await storeMemories(database(), 300, { userId, word: "xylophonist" });
  const storedAt = new Date(Date.now() - 60_000);
  const long = ["toastworthy", "bystanding"].map((word) => ({
    memory: longText(word),
    userId: word === "bystanding" ? "maya" : userId,
    storedAt,
  }));
  const [erased] = await database().insert(memories).values(long).returning({ id: memories.id });
  await database()
    .insert(memoryVersions)
    .values({ memoryId: erased?.id ?? "", oldMemory: "quokkaphile", newMemory: "toastworthy" });
  await storeMemories(database(), 400, { userId: "maya", word: "bystanding" });
  // So that the planner has seen the texts, too, and keeps samples of them.
  await database().execute(sql`analyze`);
};

const ofUser = (value: string) => ({
  kind: "matching" as const,
  filter: { field: "user_id" as const, operator: "eq" as const, value },
});

describe("on disk, after a deletion", () => {
  it("no word of the deleted texts can be reached any more", async ({ skip }) => {
    await storeTexts("erased");
    const before = await readRelationFiles(database());
    if (before === null) return skip("The database's files lie where this process cannot read.");
    expect(words.map((word) => find(before, word, usedPartOf))).toEqual([
      expect.objectContaining({ "table memories": 300 }),
      { "table memory_versions": 1 },
      { "table memory_versions": 1, "table pg_toast_": 1 },
    ]);
    expect(find(before, "bystanding", usedPartOf)).toMatchObject({ "table memories": 800 });

    const { id } = await requested(context(), await previewedInput(context(), ofUser("erased")));
    expect(await runToEnd(context(), id)).toMatchObject({ status: "completed", deletedCount: 301 });
    let after: RelationFile[] = [];
    // An analyze of Postgres' own still sees the deleted rows while it goes on: then it takes another upkeep.
    await expect
      .poll(async () => {
        await builtinStore(database()).settle(database());
        after = (await readRelationFiles(database())) ?? [];
        return words.map((word) => find(after, word, usedPartOf));
      })
      .toEqual([{}, {}, {}]);
    for (const word of words) {
      const indexes = after.filter(({ kind }) => kind === "index");
      expect(indexes.length).toBeGreaterThan(10);
      expect(
        find(indexes, word, ({ bytes }) => bytes),
        word,
      ).toEqual({});
    }
    expect(find(after, "bystanding", usedPartOf)).toMatchObject({ "table memories": 800 });
  });

  it("nor read from the free space, when nothing is left, as after a wipe", async ({ skip }) => {
    await storeTexts("wiped");
    const before = await readRelationFiles(database());
    if (before === null) return skip("The database's files lie where this process cannot read.");
    const all = [...words, "bystanding"];
    for (const word of all)
      expect(
        find(before, word, ({ bytes }) => bytes),
        word,
      ).not.toEqual({});
    const count = await database().$count(memories);
    const wipe = { user_id: "*", agent_id: "*", app_id: "*", run_id: "*" };
    const input = deletionInput({ selection: { kind: "scope", scope: wipe }, expectedCount: count });
    expect(await runToEnd(context(), (await requested(context(), input)).id)).toMatchObject({
      operation: "wipe",
      deletedCount: count,
    });
    await builtinStore(database()).settle(database());
    const files = (await readRelationFiles(database())) ?? [];
    for (const word of all)
      expect(
        find(files, word, ({ bytes }) => bytes),
        word,
      ).toEqual({});
  });

  it("nor read from the free space, once the tables have been written anew", async ({ skip }) => {
    await storeTexts("erased too");
    const { id } = await requested(context(), await previewedInput(context(), ofUser("erased too")));
    await runToEnd(context(), id);
    await builtinStore(database()).settle(database());
    await database().execute(sql`vacuum (full, analyze) memories, memory_versions`);
    const files = await readRelationFiles(database());
    if (files === null) return skip("The database's files lie where this process cannot read.");
    for (const word of words)
      expect(
        find(files, word, ({ bytes }) => bytes),
        word,
      ).toEqual({});
    expect(find(files, "bystanding", ({ bytes }) => bytes)).toMatchObject({ "table memories": 800 });
  });
});
