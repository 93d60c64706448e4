import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Filter } from "@/lib/filters/filter";
import type { ModelSettings } from "@/lib/env/model-settings";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { searchMemories } from "./search-memories";

const test = useTestDatabase();
const ann: Filter = { field: "user_id", operator: "eq", value: "ann" };

// An embedding model's API on this machine, which knows two meanings: about animals, and about anything else.
type Answer = { status: number; body: (input: string[]) => unknown };
const vectorOf = (text: string) => (/dog|puppy|pet/i.test(text) ? [2, 0] : [0, 3]);
const good: Answer = {
  status: 200,
  body: (input) => ({
    data: input.map((text, index) => ({ index, embedding: vectorOf(text) })).toReversed(),
  }),
};
let answer = good;
let asked: string[][] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { input } = JSON.parse(Buffer.concat(chunks).toString()) as { input: string[] };
    asked.push(input);
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body(input)));
  });
});
let model: ModelSettings;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // What listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  model = { url: `http://127.0.0.1:${port}`, key: null, name: "small" };
  await insertMemories(test.database(), [
    { memory: "Has a puppy named Rex", userId: "ann" },
    { memory: "Likes tea", userId: "ann" },
    { memory: `Said of her dog: ${"good ".repeat(2000)}`, userId: "ann" },
    { memory: "Bob's pet is a cat", userId: "bob" },
    ...Array.from({ length: 250 }, (_, n) => ({ memory: `Walk number ${n}`, userId: "many" })),
  ]);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked = [];
  answer = good;
});

const failures: Error[] = [];
const search = (query: string, input: { filter?: Filter; limit?: number; threshold?: number } = {}) =>
  searchMemories(
    test.context(),
    { query, filter: ann, limit: 10, threshold: 0.1, ...input },
    { embedding: () => model, onFailure: (error) => failures.push(error) },
  );

describe("searchMemories with an embedding model", () => {
  it("finds by meaning what has no word in common", async () => {
    const found = await search("Which pet does she keep?");
    expect(found.map(({ memory }) => memory.memory.slice(0, 15))).toEqual(
      expect.arrayContaining(["Has a puppy nam", "Said of her dog"]),
    );
    expect(found).toHaveLength(2);
    expect(found[0]).toMatchObject({ meaning: 1, words: 0 });
    expect(found.every(({ score }) => score >= 0.7 && score <= 1)).toBe(true);
  });

  it("adds what the words say", async () => {
    const [first] = await search("puppy");
    expect(first).toMatchObject({ meaning: 1, words: 1, score: 1 });
    expect(first?.memory.memory).toBe("Has a puppy named Rex");
  });

  it("sends no more than 200 texts, none of them whole when it is long, and nobody else's", async () => {
    await search("walk", { filter: { field: "user_id", operator: "eq", value: "many" }, limit: 1000 });
    expect(asked.flat().length).toBeGreaterThan(100);
    expect(asked.flat().length).toBeLessThanOrEqual(201);
    asked = [];
    await search("pet");
    expect(asked).toHaveLength(1);
    expect(asked[0]?.every((text) => text.length <= 2000)).toBe(true);
    expect(JSON.stringify(asked[0])).not.toContain("Bob");
  });

  it("keeps by their words those that are not compared", async () => {
    const filter: Filter = { field: "user_id", operator: "eq", value: "many" };
    const found = await search("walk", { filter, limit: 1000 });
    expect(found).toHaveLength(250);
    expect(found.filter(({ meaning }) => meaning === null).length).toBeGreaterThanOrEqual(50);
  });

  it.each<[string, Answer]>([
    ["fails", { status: 500, body: () => ({}) }],
    ["answers too few vectors", { status: 200, body: () => ({ data: [{ index: 0, embedding: [1] }] }) }],
    ["answers something else", { status: 200, body: () => "hello" }],
    [
      "answers vectors of different lengths",
      {
        status: 200,
        body: (input) => ({
          data: input.map((_, index) => ({ index, embedding: index === 0 ? [1] : [1, 2] })),
        }),
      },
    ],
  ])("goes by words alone, and says so, when the model %s", async (_, given) => {
    answer = given;
    failures.length = 0;
    const found = await search("puppy");
    expect(found).toMatchObject([{ memory: { memory: "Has a puppy named Rex" }, score: 1, meaning: null }]);
    expect(failures).toHaveLength(1);
    expect(String(failures[0])).not.toContain("puppy");
  });
});
