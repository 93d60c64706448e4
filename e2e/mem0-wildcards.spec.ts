import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { default as MemoryClient } from "mem0ai";
import { startProductForTests, type RunningProduct } from "@/testing/product/start-product-for-tests";
import { openProductDatabase } from "@/testing/product/open-product-database";
import { createKeyIn } from "./api-key";
import { expect, test } from "./console";
import { add, connect, untilDone } from "./mem0-client";

// What Mem0's official client deletes across the whole project, in a product of its own.

const kinds = ["userId", "agentId", "appId", "runId"] as const;
type Kind = (typeof kinds)[number];
/** Every choice of at least one of the four. */
const choices = Array.from({ length: 15 }, (_, index) => kinds.filter((_, bit) => ((index + 1) >> bit) & 1));
const nameOf = (choice: readonly Kind[]) => choice.join(" and ");

let product: RunningProduct;
let client: MemoryClient;
test.beforeAll(async () => {
  test.setTimeout(600_000);
  product = await startProductForTests({ env: { LETHE_SAMPLE: "off", LETHE_API_REQUESTS_PER_MINUTE: "0" } });
  client = await connect(await createKeyIn(product.dataDir, "wildcards", "admin"), product.url);
});
test.afterAll(() => product.stop());

/** Runs one statement in the product's database, and answers its rows. */
const query = async (text: string): Promise<{ memory?: string }[]> => {
  const database = openProductDatabase(product.dataDir);
  const { rows } = await database.execute<{ memory?: string }>(sql.raw(text));
  await database.$client.end();
  return rows;
};

/** Which memories are there, each as the ids that it has. */
const stored = async (): Promise<string[]> =>
  (await query("select memory from memories")).map(({ memory = "" }) => memory).sort();

/** One memory for each choice of ids that it has, and one that has none. */
const store = async (): Promise<void> => {
  await query("delete from memories");
  await query("insert into memories (memory) values ('none')");
  await Promise.all(
    choices.map((choice) =>
      add(
        client,
        [nameOf(choice)],
        Object.fromEntries(choice.map((kind) => [kind, `${nameOf(choice)}/${kind}/${randomUUID()}`])),
      ),
    ),
  );
};

for (const choice of choices) {
  test(`"*" for ${nameOf(choice)}`, async () => {
    await store();
    const event = await untilDone(
      client,
      await client.deleteAll(Object.fromEntries(choice.map((kind) => [kind, "*"]))),
    );
    // All four, and nothing less, is the whole project; otherwise what has a value in each.
    const expected =
      choice.length === 4
        ? []
        : ["none", ...choices.filter((each) => !choice.every((kind) => each.includes(kind))).map(nameOf)];
    expect(await stored()).toEqual(expected.sort());
    expect(event).toMatchObject({
      status: "SUCCEEDED",
      metadata: { deleted_count: 16 - expected.length, failed_count: 0 },
    });
  });
}

test("deletes one entity of each kind, and with deleteUsers() alone all of them", async () => {
  await store();
  const { results } = await client.users({ pageSize: 200 });
  // Each of the four is in eight of the fifteen choices.
  expect(results).toHaveLength(32);
  for (const kind of kinds) {
    const alone = results.find(({ name }) => name.startsWith(`${kind}/${kind}/`));
    expect(await client.deleteUsers({ [kind]: alone?.name ?? "" })).toEqual({
      message: "Entity deleted successfully.",
    });
  }
  const others = ["none", ...choices.filter(({ length }) => length > 1).map(nameOf)];
  await expect.poll(stored).toEqual(others.sort());

  await client.deleteUsers();
  await expect.poll(stored).toEqual(["none"]);
  expect((await client.users()).results).toEqual([]);
});
