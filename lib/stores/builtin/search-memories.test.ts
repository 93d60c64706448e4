import { beforeAll, describe, expect, it } from "vitest";
import type { Filter } from "@/lib/filters/filter";
import { useTestDatabase } from "@/testing/test-database";
import { searchMemories, type SearchInput } from "./search-memories";
import { insertMemories } from "@/testing/stores/test-memories";

const test = useTestDatabase();
const ann: Filter = { field: "user_id", operator: "eq", value: "ann" };

const texts = [
  "Lives in Rome",
  "Likes hiking in the mountains",
  "Delivers pizza on weekends",
  "Plays the xylophone",
  "Works on AI research",
  "Aiming for a marathon",
  "Owns two cats, Ada and Bob",
  "東京に住んでいます",
  "It is said that she sings",
];

beforeAll(async () => {
  await insertMemories(test.database(), [
    ...texts.map((memory) => ({ memory, userId: "ann" })),
    { memory: "Lives in Rome too", userId: "bob" },
    { memory: `${"filler ".repeat(3000)} needle`, userId: "ann" },
    ...Array.from({ length: 1200 }, (_, n) => ({ memory: `Common thing ${n}`, userId: "many" })),
    { memory: "Common, rare and precious", userId: "many" },
  ]);
});

const search = (input: Partial<SearchInput> & { query: string }) =>
  searchMemories(test.database(), { filter: ann, limit: 10, threshold: 0, ...input });
const first = async (query: string) => (await search({ query }))[0]?.memory.memory;

describe("searchMemories", () => {
  it.each([
    ["Where does Ann live?", "Lives in Rome"],
    ["hikes", "Likes hiking in the mountains"],
    ["XYLOPHONE", "Plays the xylophone"],
    ["xylofone", "Plays the xylophone"],
    ["ai", "Works on AI research"],
    ["cat", "Owns two cats, Ada and Bob"],
    ["東京", "東京に住んでいます"],
    ["東京に住んで", "東京に住んでいます"],
    ["it", "It is said that she sings"],
    ["needle", `${"filler ".repeat(3000)} needle`],
  ])("finds for %j", async (query, memory) => {
    expect(await first(query)).toBe(memory);
  });

  it("puts whole words before parts of words, and more words before fewer", async () => {
    const found = await search({ query: "lives" });
    expect(found.map(({ memory }) => memory.memory)).toEqual(["Lives in Rome", "Delivers pizza on weekends"]);
    expect(found[0]?.score).toBe(1);
    expect(found[1]?.score).toBeLessThan(0.6);
    expect((await search({ query: "rome pizza weekend" }))[0]?.memory.memory).toMatch(/^Delivers/);
  });

  it("scores from 0 to 1, best first, and leaves out what is below the threshold", async () => {
    const all = await search({ query: "lives in Rome with cats and a marathon" });
    const scores = all.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
    const some = await search({ query: "lives in Rome with cats and a marathon", threshold: scores[0] ?? 1 });
    expect(some.length).toBeLessThan(all.length);
    expect(some[0]?.score).toBe(scores[0]);
  });

  it("finds nobody else's memories, and no more than asked for", async () => {
    expect((await search({ query: "Rome" })).map(({ memory }) => memory.userId)).toEqual(["ann"]);
    const many: Filter = { field: "user_id", operator: "eq", value: "many" };
    expect(await search({ query: "common", filter: many, limit: 7 })).toHaveLength(7);
    expect(await search({ query: "common", filter: many, limit: 1000 })).toHaveLength(1000);
  });

  it("finds a rare word beside one that more memories have than are looked at", async () => {
    const many: Filter = { field: "user_id", operator: "eq", value: "many" };
    expect((await search({ query: "common precious", filter: many }))[0]?.memory.memory).toMatch(/precious/);
    expect(
      (await search({ query: "common thing precious", filter: many, limit: 1000 })).map(
        ({ memory }) => memory.memory,
      ),
    ).toContain("Common, rare and precious");
  });

  it("finds nothing where there is nothing, and takes any text for a query", async () => {
    for (const query of [
      "mandolin",
      "",
      "☕",
      "%",
      "'; drop table memories; --",
      "\\",
      "a\ud800b",
      "((",
      "x:* & |",
    ]) {
      const found = await search({ query });
      expect(found.every(({ score }) => score < 0.6)).toBe(true);
    }
    expect(await search({ query: "☕" })).toEqual([]);
  });
});
