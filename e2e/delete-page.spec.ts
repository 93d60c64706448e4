import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright/test";
import { expect, importMemories, memoriesReady, signIn, test, viewOf } from "./console";

const previewOf = (page: Page): Locator => page.getByRole("region", { name: "Preview" });
const dialogOf = (page: Page): Locator => page.getByRole("dialog", { name: "Delete memories" });

/** The address of /delete with these fields of a scope. */
const scopeOf = (fields: Record<string, string>): string =>
  `/delete?${new URLSearchParams(fields).toString()}`;

/** Opens the last step, confirms it in the way it asks for, and ends on the deletion's page. */
const confirm = async (page: Page, count: string, typed?: string): Promise<void> => {
  await previewOf(page)
    .getByRole("button", { name: `Delete ${count}` })
    .click();
  const button = dialogOf(page).getByRole("button", { name: `Delete ${count}` });
  if (typed !== undefined) {
    await expect(button).toBeDisabled();
    await dialogOf(page)
      .getByLabel(/^Type .* to confirm$/)
      .fill(typed);
  }
  await expect(button).not.toBeFocused();
  await button.click();
  await page.waitForURL(/\/history\/[0-9a-f-]{36}$/);
};

test("by scope: type an id, preview by Enter, read, confirm, and watch it end", async ({ page }) => {
  const marker = "wigeon";
  await signIn(page);
  await importMemories(page, marker, 24, 2);
  await page.getByRole("link", { name: "Delete", exact: true }).click();
  const userId = page.getByLabel("User ID");
  await userId.fill(marker.slice(0, 5));
  await expect(page.getByRole("option", { name: new RegExp(`${marker}-1 *12`) })).toBeVisible();
  await userId.fill(`${marker}-1`);
  await expect(page.getByRole("main").getByText("12 memories have this user.")).toBeVisible();
  await page.keyboard.press("Enter");

  const preview = previewOf(page);
  await expect(preview.getByRole("heading", { name: "Preview" })).toBeFocused();
  await expect(
    preview.getByText(`Delete 12 memories of user ${marker}-1 in Built-in store. This cannot be undone.`),
  ).toBeVisible();
  await expect(preview.getByRole("region", { name: "Breakdown" })).toContainText(`${marker}-agent`);
  await preview.getByRole("button", { name: "Delete 12 memories" }).click();
  await page.keyboard.press("Escape");
  await expect(dialogOf(page)).toBeHidden();
  await expect(preview.getByRole("button", { name: "Delete 12 memories" })).toBeFocused();
  await confirm(page, "12 memories", "12");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Deleted 12 memories of user ${marker}-1`);

  await page.goto(viewOf({ field: "agent_id", operator: "eq", value: `${marker}-agent` }));
  await expect(page.getByRole("main").getByText("Showing 12 of 12 memories")).toBeVisible();
});

test("without a filter nothing can be previewed, and it says why", async ({ page }) => {
  await signIn(page, "/delete");
  const button = page.getByRole("button", { name: "Preview" });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription(/^No filter: .*User ID, Agent ID, App ID or Run ID.*\*/);
  await page.getByLabel("Agent ID").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "No filter" })).toBeVisible();
  // An id is its very characters, and one that looks like none is pointed out.
  await page.getByLabel("Agent ID").fill("   ");
  await expect(
    page.getByRole("main").getByText("This is only white space, and is taken as an ID of exactly that."),
  ).toBeVisible();
  await page.getByLabel("Agent ID").fill("");
  await page.getByRole("tab", { name: "By filter" }).click();
  await expect(button).toBeDisabled();
  await expect(previewOf(page)).toHaveCount(0);
});

test("metadata is checked while it is typed, and narrows", async ({ page }) => {
  const marker = "gadwall";
  await signIn(page);
  await importMemories(page, marker, 4);
  await page.goto(scopeOf({ user_id: `${marker}-1` }));
  const metadata = page.getByLabel("Metadata (JSON)");
  await metadata.fill('{"number": 2,\n "marker": gadwall}');
  await expect(metadata).toHaveAccessibleDescription(/^Line 2, column 12: /);
  await expect(page.getByRole("button", { name: "Preview" })).toBeDisabled();
  await metadata.fill('{"number": [2]}');
  await expect(metadata).toHaveAccessibleDescription(/a value cannot be a list/);
  await metadata.fill('{"number": 2}');
  await metadata.press("Control+Enter");
  await expect(
    previewOf(page).getByText(
      `Delete 1 memory of user ${marker}-1, where metadata number is 2, in Built-in store.`,
    ),
  ).toBeVisible();
});

test("an id that no memory has says so, and offers near ones", async ({ page }) => {
  const marker = "pintail";
  await signIn(page);
  await importMemories(page, marker, 3);
  await page.goto("/delete");
  await page.getByLabel("User ID").fill(`${marker}1`);
  await expect(page.getByRole("main").getByText("No memory has this user.")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: `${marker}-1`, exact: true }).click();
  await expect(page.getByLabel("User ID")).toHaveValue(`${marker}-1`);
  await expect(page.getByRole("main").getByText("3 memories have this user.")).toBeVisible();
});

test("a view of the memories opens by filter, and asks what the table asks", async ({ page }) => {
  const marker = "shoveler";
  await signIn(page);
  await importMemories(page, marker, 6, 2);
  await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${marker}-2` }));
  await page.getByRole("textbox", { name: "Search memories" }).fill(`${marker}-lamp on shelf 2`);
  await expect(page.getByRole("main").getByText("Showing 1 of 1 memory")).toBeVisible();
  await page.getByRole("button", { name: "Delete by filter…" }).click();
  const preview = previewOf(page);
  await expect(preview.getByText(/^Delete 1 memory where/)).toContainText(`${marker}-2 and text contains`);
  await expect(page.getByRole("tab", { name: "By filter" })).toHaveAttribute("aria-selected", "true");

  await page.getByRole("button", { name: /^Remove condition Text/ }).click();
  await expect(preview.getByRole("status")).toContainText("The form has changed since this preview");
  await expect(preview.getByRole("button", { name: "Delete 1 memory" })).toBeDisabled();
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  await expect(preview.getByText(`Delete 3 memories of user ${marker}-2`)).toBeVisible();
  await confirm(page, "3 memories");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Deleted 3 memories");
});

test("a wildcard warns with numbers first, and is confirmed by a tick and the number", async ({ page }) => {
  const marker = "teal";
  await signIn(page);
  await importMemories(page, marker, 5, 5);
  await page.goto("/delete");
  const userId = page.getByLabel("User ID");
  await userId.fill("ali*");
  await expect(page.getByRole("main").getByText("not a wildcard")).toBeVisible();
  await userId.fill("*");
  const warning = page.getByRole("status").filter({ hasText: "Deletes" });
  await expect(warning).toHaveText(
    /Deletes [\d,]+ memories that have any user\.[\d,]+ memories without a user stay\..*This is not a project wipe\./,
  );
  await page.getByLabel("Agent ID").fill(`${marker}-agent`);
  await expect(warning).toContainText(`Deletes 5 memories of agent ${marker}-agent that have any user.`);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Preview" }).click();
  await previewOf(page).getByRole("button", { name: "Delete 5 memories" }).click();
  const dialog = dialogOf(page);
  const button = dialog.getByRole("button", { name: "Delete 5 memories" });
  await dialog.getByLabel("Type 5 to confirm").fill("5");
  await expect(button).toBeDisabled();
  await dialog.getByRole("checkbox", { name: "I have read what this deletes and what stays" }).click();
  await button.click();
  await page.waitForURL(/\/history\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    `Deleted 5 memories of any user and agent ${marker}-agent`,
  );
});

test("when the number has changed, nothing is deleted, and it is asked again", async ({ page, browser }) => {
  const marker = "garganey";
  await signIn(page);
  await importMemories(page, marker, 14);
  await page.goto(scopeOf({ user_id: `${marker}-1` }));
  await previewOf(page).getByRole("button", { name: "Delete 14 memories" }).click();

  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await signIn(elsewhere);
  await elsewhere.goto(viewOf({ field: "user_id", operator: "eq", value: `${marker}-1` }));
  await memoriesReady(elsewhere);
  await elsewhere
    .getByRole("checkbox", { name: /^Select memory/ })
    .nth(0)
    .click();
  await elsewhere
    .getByRole("checkbox", { name: /^Select memory/ })
    .nth(1)
    .click();
  await elsewhere.getByRole("button", { name: "Delete 2 memories" }).click();
  await dialogOf(elsewhere).getByRole("button", { name: "Delete 2 memories" }).click();
  await expect(elsewhere.getByRole("main").getByText("Showing 12 of 12 memories")).toBeVisible();
  await other.close();

  const dialog = dialogOf(page);
  await dialog.getByLabel("Type 14 to confirm").fill("14");
  await dialog.getByRole("button", { name: "Delete 14 memories" }).click();
  await expect(dialog.getByRole("alert")).toContainText("There are 12 memories now");
  await expect(dialog.getByRole("button", { name: "Delete 12 memories" })).toBeDisabled();
  await dialog.getByLabel("Type 12 to confirm").fill("12");
  await dialog.getByRole("button", { name: "Delete 12 memories" }).click();
  await page.waitForURL(/\/history\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Deleted 12 memories of user ${marker}-1`);
});

test("memories are left out page by page, and stay", async ({ page }) => {
  const marker = "smew";
  await signIn(page);
  await importMemories(page, marker, 40);
  await page.goto(scopeOf({ user_id: `${marker}-1` }));
  const preview = previewOf(page);
  await preview.getByRole("button", { name: "Browse all 40 memories" }).click();
  const box = (number: number) => preview.getByRole("checkbox", { name: `${marker} fact number ${number}:` });
  await box(40).click();
  await expect(preview.getByRole("button", { name: "Delete 39 memories" })).toBeVisible();
  await preview.getByRole("button", { name: "Older" }).click();
  await box(1).click();
  await expect(preview.getByText(`Delete 38 memories of user ${marker}-1 in Built-in store.`)).toBeVisible();
  await preview.getByRole("button", { name: "Newer" }).click();
  await expect(box(40)).not.toBeChecked();
  await confirm(page, "38 memories", "38");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Deleted 38 memories");
  await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${marker}-1` }));
  await expect(page.getByRole("main").getByText("Showing 2 of 2 memories")).toBeVisible();
});

test("immutable memories go like any other, unless they are kept", async ({ page }) => {
  const marker = "scaup";
  await signIn(page);
  await importMemories(page, marker, 6, 2, (memory, index) => ({ ...memory, immutable: index < 2 }));
  await page.goto(scopeOf({ user_id: `${marker}-1` }));
  const preview = previewOf(page);
  await expect(preview.getByText(`Delete 3 memories of user ${marker}-1`)).toBeVisible();
  await preview.getByRole("checkbox", { name: /^Keep the 1 immutable memory/ }).click();
  await expect(preview.getByText("1 memory that matches and is immutable.")).toBeVisible();
  await preview.getByRole("button", { name: "Delete 2 memories" }).click();
  const keep = dialogOf(page).getByRole("checkbox", { name: /^Keep the 1 immutable memory/ });
  await expect(keep).toBeChecked();
  await keep.click();
  await expect(dialogOf(page).getByText("1 of them is immutable, and deleted like any other.")).toBeVisible();
  await dialogOf(page).getByRole("button", { name: "Delete 3 memories" }).click();
  await page.waitForURL(/\/history\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Deleted 3 memories of user ${marker}-1`);

  // The same from the table, where they are kept.
  await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${marker}-2` }));
  await memoriesReady(page);
  await page.getByRole("checkbox", { name: "Select all on this page" }).click();
  await page.getByRole("button", { name: "Delete 3 memories" }).click();
  const choice = dialogOf(page).getByRole("checkbox", { name: /^Keep the 1 immutable memory/ });
  await expect(choice).not.toBeChecked();
  await choice.click();
  await expect(choice).toBeFocused();
  await dialogOf(page).getByRole("button", { name: "Delete 2 memories" }).click();
  await expect(page.getByRole("main").getByText("Showing 1 of 1 memory")).toBeVisible();
});

test("what matches is exported before it is deleted, whole or not at all", async ({ page }) => {
  const marker = "eider";
  await signIn(page);
  await importMemories(page, marker, 30);
  await page.goto(scopeOf({ user_id: `${marker}-1` }));
  const preview = previewOf(page);
  await preview.getByRole("checkbox", { name: `${marker} fact number 30:` }).click();
  await expect(preview.getByRole("button", { name: "Delete 29 memories" })).toBeEnabled();
  const download = page.waitForEvent("download");
  await preview.getByRole("button", { name: "Export as JSON Lines" }).click();
  const file = await readFile(await (await download).path(), "utf8");
  await expect(preview.getByRole("status").filter({ hasText: "29 memories exported" })).toBeVisible();
  const texts = file.split("\n").filter((line) => line.includes(`${marker} fact number`));
  expect(texts).toHaveLength(29);
  expect(file).not.toContain(`${marker} fact number 30:`);

  // The first lines, and then no more.
  await page.route("**/api/memories/export", (route) =>
    route.fulfill({
      headers: { "x-lethe-count": "29" },
      body: file.split("\n").slice(0, 9).join("\n") + "\n",
    }),
  );
  await preview.getByRole("button", { name: "Export as JSON Lines" }).click();
  await expect(preview.getByRole("alert")).toContainText("No file was saved");
});
