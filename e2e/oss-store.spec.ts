import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { Page } from "playwright/test";
import { startOssReplay, type OssReplay } from "@/testing/oss-replay/start-oss-replay";
import { writeHistoryFile } from "@/testing/oss-replay/write-history-file";
import { expect, expectAccessible, signIn, test } from "./console";
import { connectToDatabase, databaseUrl } from "./database";

const databaseName = "mem0_of_e2e";
let pool: pg.Pool;
let replay: OssReplay;
let folder: string;
let historyPath: string;

/** Mem0's server with a database and a history file of its own, as it answered when it was recorded. */
test.beforeAll(async () => {
  const client = await connectToDatabase();
  await client.query(`create database ${databaseName}`);
  await client.end();
  pool = new pg.Pool({ connectionString: databaseUrl(databaseName) });
  // Ended by the server when its database is dropped.
  pool.on("error", () => undefined);
  replay = await startOssReplay({ collection: { pool, table: "memories" } });
  folder = await mkdtemp(path.join(tmpdir(), "lethe-e2e-history-"));
  historyPath = path.join(folder, "history.db");
});
test.afterAll(async () => {
  await replay.stop();
  await pool.end();
  const client = await connectToDatabase();
  await client.query(`drop database ${databaseName} with (force)`);
  await client.end();
  await rm(folder, { recursive: true });
});

const remember = async (userId: string, count: number): Promise<string[]> => {
  const texts = Array.from({ length: count }, (_, index) => `Waters the delphinium on shelf ${index}.`);
  const rows = await replay.memories.add(texts, { user_id: userId }, { isInferred: false });
  return rows.map(({ id }) => id);
};

/** Adds a store of Mem0's server in Settings. */
const connect = async (page: Page, name: string, more: { database?: string; history?: string }) => {
  await signIn(page, "/settings/stores");
  await page.getByRole("button", { name: "Add store" }).click();
  const dialog = page.getByRole("dialog", { name: "Add store" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("radio", { name: /^Mem0 open source/ }).check();
  await dialog.getByLabel("Address", { exact: true }).fill(replay.url);
  await dialog.getByRole("radio", { name: /^An email address/ }).check();
  await dialog.getByLabel("Email address", { exact: true }).fill(replay.email);
  await dialog.getByLabel("Password", { exact: true }).fill(replay.password);
  if (more.database !== undefined) await dialog.getByLabel(/^Database address/).fill(more.database);
  await dialog.getByText("More settings").click();
  if (more.history !== undefined) await dialog.getByLabel("Path of the history file").fill(more.history);
  await dialog.getByRole("button", { name: "Add store" }).click();
  await expect(page.getByRole("row", { name: new RegExp(`^${name} `) })).toBeVisible();
};

/** Deletes everything of a user, and waits for the end. */
const deleteAll = async (page: Page, store: string, userId: string, count: string) => {
  await page.goto(`/delete?user_id=${userId}&store=${store}`);
  const preview = page.getByRole("region", { name: "Preview", exact: true });
  await preview.getByRole("button", { name: `Delete ${count}` }).click();
  const confirmation = page.getByRole("dialog");
  const number = confirmation.getByLabel(/^Type \d+ to confirm/);
  const button = confirmation.getByRole("button", { name: `Delete ${count}` });
  await expect(button).toBeVisible();
  if ((await number.count()) > 0) await number.fill(count.split(" ")[0] ?? "");
  await button.click();
  await page.waitForURL("**/history/**");
  // What its server keeps in its history is a copy, and no part of what was asked.
  await expect(page.getByRole("main").getByText("Completed, copies remain", { exact: true })).toBeVisible({
    timeout: 30_000,
  });
};

const place = (page: Page, name: string) =>
  page.getByRole("list", { name: "Remaining copies" }).getByRole("listitem", { name });

test("what Mem0's own server keeps of deleted memories is shown and removed", async ({ page }) => {
  const ids = await remember("iris", 14);
  await remember("olav", 2);
  replay.memories.saveTurns("user_id=iris", [{ role: "user", content: "The delphinium again." }]);
  await pool.query("insert into memories_entities (id, payload) values (gen_random_uuid(), $1)", [
    { data: "Delphinium", linked_memory_ids: ids },
  ]);
  await connect(page, "Avocet", { database: databaseUrl(databaseName), history: historyPath });
  await page.goto("/memories?store=avocet");
  await expect(page.getByRole("main").getByText("Showing 16 of 16 memories")).toBeVisible();

  await deleteAll(page, "avocet", "iris", "14 memories");
  await expect(page.getByRole("row", { name: /^Each memory, by its ID/ })).toContainText("Verified absent");
  await expect(page.getByRole("row", { name: /^Earlier versions/ })).toContainText("Still stored");
  expect((await replay.memories.rows.all()).map(({ payload }) => payload?.["user_id"])).toEqual([
    "olav",
    "olav",
  ]);

  writeHistoryFile(historyPath, replay.memories);
  await page.getByRole("button", { name: "Look for copies" }).click();
  await expect(place(page, "the memory history")).toContainText("28 rows found");
  await expect(place(page, "the chat turns")).toContainText("1 row found");
  await expect(place(page, "the entities")).toContainText("1 row found");
  await expectAccessible(page);
  for (const [name, rows] of [
    ["the memory history", "28 rows"],
    ["the chat turns", "1 row"],
    ["the entities", "1 row"],
  ] as const) {
    await place(page, name).getByRole("button", { name: "Remove…" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: `Remove ${rows}` })
      .click();
    await expect(place(page, name)).toContainText("Nothing found");
  }
  const { rowCount } = await pool.query("select from memories_entities");
  expect(rowCount).toBe(0);

  const status = page.getByRole("region", { name: "Status" });
  await expect(status).toContainText("14 deleted, verified absent · copies removed, not verified since");
  // As its server answers from then on.
  replay.memories.history.splice(0);
  await page.getByRole("button", { name: "Verify again" }).click();
  await expect(status).toContainText(/^14 deleted, verified absentCompleted/);
});

test("copies that cannot be reached say why, with a command, and fit a phone", async ({ page }) => {
  await remember("nia", 1);
  await connect(page, "Bittern", {});
  await page.setViewportSize({ width: 390, height: 844 });
  await deleteAll(page, "bittern", "nia", "1 memory");
  await page.getByRole("button", { name: "Look for copies" }).click();
  await expect(place(page, "the memory history")).toContainText("1 memory found");
  await expect(place(page, "the memory history")).toContainText(
    /not given the path .*sqlite3 '.*DELETE FROM/,
  );
  await expect(place(page, "the chat turns")).toContainText("Out of reach from here");
  await expect(place(page, "the entities")).toContainText(
    /not given the address .*UPDATE "memories_entities"/,
  );
  await expect(page.getByRole("button", { name: /^Copy the command for / })).toHaveCount(3);
  await expectAccessible(page);
  const widths = await page
    .getByRole("list", { name: "Remaining copies" })
    .evaluate((list) => [list, document.documentElement].map((each) => each.scrollWidth - each.clientWidth));
  expect(widths, "nothing to scroll sideways").toEqual([0, 0]);
});
