import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { journalOutbox } from "@/drizzle/schema/journal";
import { memories } from "@/drizzle/schema/memories";
import { placeCluster, readOrCreateSecrets } from "@/scripts/postgres/data-folder";
import { openProductDatabase } from "@/testing/product/open-product-database";
import { startProductForTests, type RunningProduct } from "@/testing/product/start-product-for-tests";
import { makeTemporaryFolder } from "@/testing/product/temporary-folder";
import type { Database } from "@/lib/database/server/database";
import { callServerAt, createKeyIn } from "./api-key";
import { admin, collectErrors, expect, expectAccessible, signIn, test } from "./console";

// The embedded database is put back from a copy that was made before an erasure, as a backup is.

const erasedCount = 3_000;
const keptCount = 500;

const fill = (database: Database, userId: string, count: number): Promise<unknown> =>
  database.execute(sql`insert into ${memories} (memory, user_id)
    select ${userId} || ' fact ' || n, ${userId} from generate_series(1, ${count}::integer) as n`);

const withDatabase = async <Result>(
  dataDir: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> => {
  const database = openProductDatabase(dataDir);
  try {
    return await work(database);
  } finally {
    await database.$client.end();
  }
};
const countOf = (dataDir: string, userId: string): Promise<number> =>
  withDatabase(dataDir, (database) => database.$count(memories, eq(memories.userId, userId)));

/** With its owner: where the tests run as root, Postgres runs as somebody else, and reads only what is theirs. */
const copyFolder = (from: string, to: string): void => {
  execFileSync("cp", ["-a", from, to]);
};

const healthOf = async (product: RunningProduct): Promise<unknown> =>
  (await fetch(`${product.url}/api/health`)).json();

test("a backup from before an erasure is noticed, and what was erased is erased again", async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const temporary = makeTemporaryFolder();
  const dataDir = `${temporary.folder}/data`;
  const env = {
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    LETHE_SAMPLE: "off",
    LETHE_JOURNAL_FILE: `${temporary.folder}/elsewhere/journal.jsonl`,
  };
  const start = (more: Record<string, string> = {}) =>
    startProductForTests({ env: { ...env, ...more }, dataDir });
  let product = await start();
  try {
    const { instanceId } = readOrCreateSecrets(dataDir);
    const cluster = placeCluster(dataDir, instanceId).path;
    const backup = `${cluster}-backup`;
    const putBack = () => {
      rmSync(cluster, { recursive: true });
      copyFolder(backup, cluster);
    };
    const apiKey = await createKeyIn(dataDir, "of an application", "admin");
    await withDatabase(dataDir, async (database) => {
      await fill(database, "leaves", erasedCount);
      await fill(database, "stays", keptCount);
    });
    // Signed at its start: a backup knows whose journal it is.
    await product.stop();
    copyFolder(cluster, backup);

    product = await start();
    await callServerAt(product.url, apiKey, "DELETE", "/v1/memories/?user_id=leaves");
    await expect.poll(() => countOf(dataDir, "leaves"), { timeout: 30_000 }).toBe(0);
    await expect
      .poll(() => withDatabase(dataDir, (database) => database.$count(journalOutbox)), { timeout: 30_000 })
      .toBe(0);
    await product.stop();
    putBack();

    product = await start();
    expect(product.output()).toContain("This database was restored from an older backup.");
    expect(await countOf(dataDir, "leaves")).toBe(erasedCount);
    expect(await healthOf(product)).toMatchObject({ status: "degraded", database: "restored" });
    for (const path of ["/v1/memories/?user_id=leaves", "/v1/events/"]) {
      const { status, headers, body } = await callServerAt(product.url, apiKey, "GET", path);
      expect([status, headers.get("retry-after")], path).toEqual([503, "30"]);
      expect(JSON.stringify(body)).toContain("restored from a backup");
    }
    const agent = await callServerAt(product.url, apiKey, "POST", "/api/mcp", {});
    expect([agent.status, agent.headers.get("retry-after")]).toEqual([503, "30"]);

    const context = await browser.newContext({ baseURL: product.url });
    const page = await context.newPage();
    const errors = collectErrors(page);
    await signIn(page, "/history");
    const banner = page.getByRole("status").filter({ hasText: "restored from an older backup" });
    await banner.getByRole("link", { name: "Open the journal" }).click();
    const journal = page.getByRole("region", { name: "Journal of erasures" });
    await expect(journal).toContainText("1 deletion that this database does not know, of 3,000 memories.");
    await expect(journal).toContainText("3,000 of these are in the built-in store again.");
    await expectAccessible(page);
    await journal.getByRole("button", { name: "Erase 3,000 memories again" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Erase 3,000 memories again" }).click();
    await expect.poll(() => healthOf(product), { timeout: 30_000 }).toMatchObject({ database: "ok" });
    expect([await countOf(dataDir, "leaves"), await countOf(dataDir, "stays")]).toEqual([0, keptCount]);
    expect((await callServerAt(product.url, apiKey, "GET", "/v1/events/")).status).toBe(200);
    await page.goto("/history");
    await expect(banner).toHaveCount(0);
    await expect(page.getByRole("main")).toContainText("3,000");
    expect(errors).toEqual([]);
    await context.close();
    await product.stop();

    // The same backup once more: this time it goes by itself, within a minute of the start.
    putBack();
    product = await start({ LETHE_REPLAY_ERASURES: "on" });
    await expect.poll(() => healthOf(product), { timeout: 60_000 }).toMatchObject({ database: "ok" });
    expect([await countOf(dataDir, "leaves"), await countOf(dataDir, "stays")]).toEqual([0, keptCount]);
    rmSync(backup, { recursive: true });
  } finally {
    await product.stop();
    temporary.remove();
  }
});
