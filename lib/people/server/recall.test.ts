import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { MemoryId } from "@/lib/memories/types";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { readLocomo, sampleAsStored } from "@/testing/people/conversations";
import { measureRecall } from "@/testing/people/measure-recall";
import { plantPerson, surnameAt, type Person, type PersonMemory } from "@/testing/people/plants";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";

// What a search for a person brings up, of what is known to be there: copies under aliases, mentions in other people's memories
// and metadata, and what agents noted, planted by a seed.
const test = useTestDatabase();
const seeds = [1, 2, 3];

const recallOf = async (base: readonly PersonMemory[], person: Person, seed: number) => {
  await test.database().execute(sql`truncate memories`);
  const planted = plantPerson(base, person, seed);
  const ids = await insertMemories(test.database(), planted.memories);
  const idByMemory = new Map<PersonMemory, MemoryId>();
  planted.memories.forEach((memory, place) => {
    const id = ids[place];
    if (id !== undefined) idByMemory.set(memory, id);
  });
  return measureRecall(test.context("support"), builtinStoreId, planted, (memory) => {
    const id = idByMemory.get(memory);
    if (id === undefined) throw new Error("Every memory was stored.");
    return id;
  });
};

const expectWhole = (recall: Awaited<ReturnType<typeof recallOf>>) => {
  expect(recall.ofOthers).toBe(0);
  expect(recall.theirs).toBeGreaterThanOrEqual(0.99);
  expect(recall.mentions).toBeGreaterThanOrEqual(0.95);
  expect(recall.byAgents).toBeGreaterThanOrEqual(0.9);
};

const people = ["caroline", "joanna", "gina"];
const locomo = readLocomo();
describe("in LoCoMo's conversations", () => {
  if (locomo === null) {
    it.skip("not measured, because ../shared/data/locomo-memories.jsonl is not here", () => undefined);
    return;
  }
  it.each(seeds.flatMap((seed) => people.map((userId) => ({ seed, userId }))))(
    "$userId is found, with what seed $seed plants",
    async ({ seed, userId }) => {
      const first = userId.slice(0, 1).toUpperCase() + userId.slice(1);
      expectWhole(await recallOf(locomo, { userId, first, last: surnameAt(seed) }, seed));
    },
  );
});

describe("in the sample memories", () => {
  const base = sampleAsStored(new Date("2026-03-14T09:26:53.000Z"));
  it.each(
    seeds.flatMap((seed) =>
      [
        { userId: "maya.okafor", first: "Maya", last: "Okafor" },
        { userId: "noor haddad", first: "Noor", last: "Haddad" },
        { userId: "quentin.delacroix+trips@example.com", first: "Quentin", last: "Delacroix" },
      ].map((person) => ({ seed, ...person })),
    ),
  )("$userId is found, with what seed $seed plants", async ({ seed, ...person }) => {
    expectWhole(await recallOf(base, person, seed));
  });
});
