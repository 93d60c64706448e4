import { gzipSync } from "node:zlib";
import type { Page } from "playwright/test";
import { expect, expectAccessible, importMemories, memoriesReady, signIn, test } from "./console";

const choose = (page: Page, name: string, content: string | Buffer): Promise<void> =>
  page
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });

test("shows what is in a file before anything is added, and what of it was not", async ({ page }) => {
  await signIn(page, "/import");
  const memory = {
    memory: "Plays the e2e-bassoon.",
    userId: "e2e-import-1",
    createdAt: "2026-01-05T10:00:00Z",
    hash: "h",
  };
  const answer = {
    count: 250,
    next: "https://api.example.com/?page=2",
    results: [memory, { memory: "x", userid: "y" }],
  };
  await choose(page, "page.json.gz", gzipSync(JSON.stringify(answer)));

  const preview = page.getByRole("region", { name: "Preview of the file" });
  await expect(preview.getByText("gzip, JSON")).toBeVisible();
  const row = preview.getByRole("row", { name: /Plays the e2e-bassoon/ });
  await expect(row).toContainText("e2e-import-1");
  await expect(row).toContainText("2026-01-05 10:00 UTC");
  await expect(preview.getByText('Memory 2: "userid" is not a key that Lethe knows.')).toBeVisible();
  await expect(preview.getByRole("definition").filter({ hasText: "not imported" })).toBeVisible();
  await expectAccessible(page);

  await preview.getByRole("button", { name: "Start the import" }).click();
  const outcome = page
    .getByRole("status")
    .filter({ hasText: "1 memory added, 1 memory could not be read and was left out." });
  await expect(outcome).toContainText("248 of 250 memories that the file mentions are not in it.");
  await expect(outcome).toContainText("Not imported: hash (1 memory).");
  await expect(page.getByText("Everything else in the file was added.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "See what was added" }).click();
  await memoriesReady(page);
  await expect(page.getByRole("row", { name: /Plays the e2e-bassoon/ })).toBeVisible();
});

test("finds what an import added, and deletes it", async ({ page }) => {
  await signIn(page, "/import");
  const marker = `e2e-added-${Date.now()}`;
  await importMemories(page, marker, 4);
  await importMemories(page, `${marker}-later`, 3);
  await page.getByRole("link", { name: "See what was added" }).click();
  await memoriesReady(page);
  const main = page.getByRole("main");
  await expect(main.getByText("Showing 3 of 3 memories")).toBeVisible();
  // The import before, found by its number of memories among those that are offered.
  await main.getByRole("button", { name: /^Import is \d{4}-\d\d-\d\d \d\d:\d\d/ }).click();
  await page
    .getByRole("option", { name: /UTC 4$/ })
    .first()
    .click();
  await expect(main.getByText("Showing 4 of 4 memories")).toBeVisible();
  await page.goBack();
  await page.goto("/import");
  await importMemories(page, `${marker}-last`, 2);
  await page.getByRole("link", { name: "Delete what this import added" }).click();
  await expect(main.getByText(/2 memories/).first()).toBeVisible();
  await main.getByRole("button", { name: "Delete 2 memories" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Delete 2 memories" }).click();
  await expect(page).toHaveURL(/\/history\//);
});

test("says what a file is that it cannot import, and offers to take another", async ({ page }) => {
  await signIn(page, "/import");
  await choose(page, "conversations.json", JSON.stringify([{ title: "Trip", mapping: {} }]));
  await expect(
    page.getByRole("alert").filter({ hasText: "This looks like chats exported from ChatGPT." }),
  ).toContainText("Nothing was added.");
  await expect(page.getByRole("button", { name: "Start the import" })).toHaveCount(0);
  await page.getByRole("button", { name: "Choose another file" }).click();
  await choose(page, "memories.csv", 'memory,user_id\r\n"Says ""hi"",\r\nthen leaves",e2e-import-2\r\n');
  await expect(page.getByRole("row", { name: /Says "hi",/ })).toBeVisible();
});
