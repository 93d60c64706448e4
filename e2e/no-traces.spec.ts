import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { countIn, readRelationFiles, usedPartOf } from "@/testing/relation-files";
import { openProductDatabase } from "@/testing/product/open-product-database";
import { startProductForTests, type RunningProduct } from "@/testing/product/start-product-for-tests";
import { admin, collectErrors, expect, memoriesReady, signIn, test, viewOf } from "./console";

// The words of deleted texts are in nothing that the product has written or said while they were stored, looked for, shown,
// and deleted: its log at its most talkative, the log of Postgres, any other file it keeps, the event stream, and what the
// database can still reach.

const words = ["xylophonist", "quokkaphile"];
let product: RunningProduct;

test.beforeAll(async () => {
  test.setTimeout(600_000);
  product = await startProductForTests({
    env: {
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
      LETHE_SAMPLE: "off",
      LOG_LEVEL: "debug",
    },
  });
});
test.afterAll(() => product.stop());

test("after a deletion its words are in no log, file, event or reachable part of the database (ASVS 7.1.1, 7.1.2)", async ({
  browser,
}) => {
  const startedAt = Date.now();
  const context = await browser.newContext({ baseURL: product.url });
  const page = await context.newPage();
  const errors = collectErrors(page);
  await signIn(page, "/history");
  await page.evaluate(hearEvents);

  const working = await context.newPage();
  await working.goto("/import");
  await working.locator('input[type="file"]').setInputFiles({
    name: "memories.jsonl",
    mimeType: "application/x-ndjson",
    buffer: Buffer.from([...linesOf("erased", words), ...linesOf("maya", ["bystanding"])].join("\n")),
  });
  await working.getByRole("button", { name: "Start the import" }).click();
  await expect(working.getByRole("status").filter({ hasText: "120 memories added." })).toBeVisible();
  // Looked for, in the address and in the request behind it, also in a way that is refused.
  await working.goto(viewOf({ field: "text", operator: "icontains", value: words[0] }));
  await expect(working.getByRole("main").getByText("Showing 40 of 40 memories")).toBeVisible();
  const body = await (await context.request.get(`/api/memories?q=${words[0]}`)).text();
  expect(words.map((word) => body.includes(word))).toContain(true);
  expect((await context.request.get(`/api/memories?filter=${words[1]}`)).status()).toBe(400);
  // The grep finds what is there: in the database, before.
  await expect.poll(() => reachableIn(words)).toEqual(words.map(() => true));

  await working.goto(viewOf({ field: "user_id", operator: "eq", value: "erased" }));
  await memoriesReady(working);
  await working.getByRole("checkbox", { name: "Select all on this page" }).click();
  await working.getByRole("button", { name: "Select all 80 matching" }).click();
  await working.getByRole("button", { name: "Delete 80 memories" }).click();
  const dialog = working.getByRole("dialog", { name: "Delete memories" });
  await dialog.getByLabel("Ticket reference").fill("ERASE-1");
  await dialog.getByRole("button", { name: "Delete 80 memories" }).click();
  await expect(page.getByRole("row").filter({ hasText: "ERASE-1" })).toContainText("Completed");
  // The upkeep after a deletion runs in the background.
  await expect.poll(() => reachableIn([...words, "bystanding"])).toEqual([false, false, true]);

  const heard = await page.evaluate(() => (window as unknown as { heard: string }).heard);
  const written = { ...filesWrittenSince(startedAt), output: product.output() };
  expect(heard).toContain('"status":"completed"');
  expect(written.output).toContain("requestDeletion");
  expect(Object.keys(written)).toContain("postgres.log");
  for (const [name, text] of Object.entries({ ...written, "event stream": heard })) {
    for (const word of words) expect(text.toLowerCase().includes(word), `${word} in ${name}`).toBe(false);
  }
  expect(errors).toEqual([]);
  await context.close();
});

const linesOf = (userId: string, from: string[]): string[] =>
  from.flatMap((word) =>
    Array.from({ length: 40 }, (_, index) =>
      JSON.stringify({ memory: `A ${word} lives at number ${index}.`, user_id: userId }),
    ),
  );

/** In the page: keeps everything that the event stream says, byte for byte. */
const hearEvents = async (): Promise<void> => {
  const listener = window as unknown as { heard: string };
  listener.heard = "";
  const { body } = await fetch("/api/events");
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  const readOn = async (): Promise<void> => {
    const piece = await reader?.read();
    if (piece === undefined || piece.done) return;
    listener.heard += piece.value;
    await readOn();
  };
  void readOn();
};

/** Whether any file of the database has a word in a part that Postgres can reach; in an index, in any part. */
const reachableIn = async (wanted: string[]): Promise<boolean[]> => {
  const database = openProductDatabase(product.dataDir);
  try {
    const files = (await readRelationFiles(database)) ?? [];
    expect(files.length).toBeGreaterThan(0);
    const parts = files.map((file) => (file.kind === "index" ? file.bytes : usedPartOf(file)));
    return wanted.map((word) => parts.some((bytes) => countIn(bytes, word) > 0));
  } finally {
    await database.$client.end();
  }
};

/** What the product keeps beside its database, and what it has written into its build since. By name. */
const filesWrittenSince = (instant: number): Record<string, string> => {
  const filesIn = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => path.join(folder, name))
      // Of Postgres' own some are gone again by now.
      .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  const kept = filesIn(product.dataDir).filter(
    (file) => !path.relative(product.dataDir, file).startsWith(`postgres${path.sep}`),
  );
  const built = filesIn(".next").filter((file) => statSync(file).mtimeMs >= instant);
  return Object.fromEntries(
    [...kept, ...built].map((file) => [path.basename(file), readFileSync(file, "latin1")]),
  );
};
