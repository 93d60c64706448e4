import { expect, expectAccessible, importMemories, memoriesReady, signIn, test, viewOf } from "./console";

test("a deletion's page shows each memory's outcome, and history can be filtered", async ({ page }) => {
  const marker = "dunlin";
  await signIn(page);
  await importMemories(page, marker, 4);
  await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${marker}-1` }));
  await memoriesReady(page);
  await page.getByRole("checkbox", { name: "Select all on this page" }).click();
  await page.getByRole("button", { name: "Delete 4 memories" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete memories" });
  await dialog.getByLabel("Ticket reference").fill("ERASE-77");
  await dialog.getByRole("button", { name: "Delete 4 memories" }).click();
  await expect(page.getByRole("checkbox", { name: /^Select memory/ })).toHaveCount(0);

  await page.goto("/history?ticket=ERASE-77");
  const table = page.getByRole("table", { name: "Deletion history" });
  await expect(table.getByRole("row")).toHaveCount(2);
  await table.getByRole("row").nth(1).getByText("ERASE-77").click();
  await expect(page).toHaveURL(/\/history\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Deleted 4 listed memories");
  await expect(page.getByRole("main").getByText("ERASE-77")).toBeVisible();
  await expect(page.locator("main")).not.toContainText(`${marker}-lamp`);
});

test("history answers whether somebody was erased, and says what it cannot tell", async ({ page }) => {
  const marker = "turnstone";
  await signIn(page);
  await importMemories(page, marker, 4, 2);
  await page.goto(`/delete?user_id=${marker}-1`);
  const preview = page.getByRole("region", { name: "Preview", exact: true });
  await preview.getByRole("button", { name: "Delete 2 memories" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete 2 memories" }).click();
  await page.waitForURL("**/history/**");
  const status = page.getByRole("region", { name: "Status" });
  await expect(status).toContainText(/^2 deleted, verified absentCompleted/);
  await expectAccessible(page);
  // On paper: what was found, and nothing to click.
  await page.emulateMedia({ media: "print" });
  await expect(status.getByText("2 deleted, verified absent")).toBeVisible();
  await expect(page.getByRole("button", { name: "Verify again" })).toBeHidden();
  await expect(page.getByRole("link", { name: "Memories", exact: true }).first()).toBeHidden();
  await expect(page.getByText("free space in the database’s files").first()).toBeVisible();
  await expect(page.getByRole("main").locator("time").getByText(/^, /).first()).toBeHidden();
  await page.emulateMedia({ media: null });

  await page.goto("/history");
  const main = page.getByRole("main");
  await main.getByLabel("User, agent, app or run").fill(`${marker}-1`);
  const table = page.getByRole("table", { name: "Deletion history" });
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(table.getByRole("row").nth(1)).toContainText("Verified absent");
  await expect(page).toHaveURL(new RegExp(`entity=${marker}-1`));
  await expect(main.getByText(/^These are the deletions that named exactly/)).toBeVisible();
  await expectAccessible(page);
  await main.getByLabel("User, agent, app or run").fill(`${marker}-2`);
  await expect(main.getByText("No deletion matches this filter")).toBeVisible();
});

test("a page that was read before a deletion, and arrives after it, shows it all the same", async ({
  page,
  browser,
}) => {
  const marker = "sanderling";
  await signIn(page);
  await importMemories(page, marker, 1);
  const second = await browser.newContext();
  const watcher = await second.newPage();
  await signIn(watcher, "/ledger");
  let letGo = (): void => undefined;
  const isLetGo = new Promise<void>((resolve) => (letGo = resolve));
  let isRead = (): void => undefined;
  const hasRead = new Promise<void>((resolve) => (isRead = resolve));
  await watcher.route(/\/history\?.*_rsc=/, async (route) => {
    const answer = await route.fetch();
    isRead();
    await isLetGo;
    await route.fulfill({ response: answer });
  });
  await watcher.getByRole("link", { name: "History" }).click();
  await hasRead;

  await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${marker}-1` }));
  await memoriesReady(page);
  await page.getByRole("checkbox", { name: "Select all on this page" }).click();
  await page.getByRole("button", { name: "Delete 1 memory" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete memories" });
  await dialog.getByLabel("Ticket reference").fill("ERASE-LATE");
  await dialog.getByRole("button", { name: "Delete 1 memory" }).click();
  await expect(page.getByRole("checkbox", { name: /^Select memory/ })).toHaveCount(0);

  letGo();
  await expect(watcher.getByRole("main").getByText("ERASE-LATE")).toBeVisible();
  await second.close();
});

test.describe("an id that is no deletion's", () => {
  test.use({ expectedErrors: [/404/] });

  test("is not found, and says so", async ({ page }) => {
    await signIn(page);
    await page.goto("/history/00000000-0000-4000-8000-000000000000");
    await expect(
      page
        .getByRole("main")
        .getByText(/not found/i)
        .first(),
    ).toBeVisible();
  });
});

test.describe("while the event stream is down", () => {
  test("the page says so and asks again by itself", async ({ page, browser }) => {
    const marker = "godwit";
    await signIn(page);
    await importMemories(page, marker, 1);
    const second = await browser.newContext();
    const watcher = await second.newPage();
    await watcher.route("**/api/events", (route) => route.abort());
    await signIn(watcher, "/history");
    await expect(watcher.getByRole("main").getByText(/^Not live/)).toBeVisible();

    await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${marker}-1` }));
    await memoriesReady(page);
    await page.getByRole("checkbox", { name: "Select all on this page" }).click();
    await page.getByRole("button", { name: "Delete 1 memory" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete memories" });
    await dialog.getByLabel("Ticket reference").fill("ERASE-POLL");
    await dialog.getByRole("button", { name: "Delete 1 memory" }).click();
    // Asked for every one and a half seconds.
    await expect(watcher.getByRole("main").getByText("ERASE-POLL")).toBeVisible({ timeout: 10_000 });
    await second.close();
  });
});
