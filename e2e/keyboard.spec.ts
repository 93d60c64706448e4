import { expect, importMemories, memoriesReady, signIn, test, viewOf } from "./console";
import { idsOf } from "./database";

test("a stale fact is found and deleted by keyboard alone", async ({ page }) => {
  const marker = "phalarope";
  await signIn(page);
  await importMemories(page, marker, 3);
  await page.goto("/memories");
  await memoriesReady(page);
  await page.keyboard.press("/");
  await page.keyboard.type(`${marker}-lamp on shelf 2`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main").getByText("Showing 1 of 1 memory")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await page.getByRole("row", { name: new RegExp(`${marker} fact number 2`) }).focus();
  // Nothing is selected: the row in hand is meant.
  await page.keyboard.press("#");
  const dialog = page.getByRole("dialog", { name: "Delete memories" });
  await expect(dialog).toContainText("Delete 1 memory");
  await dialog.getByRole("button", { name: "Delete 1 memory" }).focus();
  await page.keyboard.press("Enter");
  await expect(
    page
      .getByRole("main")
      .getByText(/^No memor/)
      .first(),
  ).toBeVisible();
});

test("the filter that says what matches stays in view, and can be changed, while memories are selected", async ({
  page,
}) => {
  const marker = "stint";
  await signIn(page);
  await importMemories(page, marker, 60);
  await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${marker}-1` }));
  await memoriesReady(page);
  await page.getByRole("checkbox", { name: "Select all on this page" }).click();
  await page.getByRole("button", { name: "Select all 60 matching" }).click();
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar).toContainText("60 selected");
  await expect(page.getByRole("button", { name: /User is stint-1/ }).first()).toBeInViewport();
  // The last row can be scrolled free of the bar.
  const last = page.getByRole("row", { name: /stint fact number 11:/ });
  await page.keyboard.press("End");
  await last.scrollIntoViewIfNeeded();
  await last.getByRole("checkbox").click();
  await expect(bar).toContainText("59 selected, 1 excluded");
});

test("# means the open memory, also when it is in none of the rows", async ({ page }) => {
  const [shown, open] = ["wheatear-listed", "wheatear-open"];
  await signIn(page);
  await importMemories(page, shown, 2);
  await importMemories(page, open, 1);
  const [id] = await idsOf(`${open}-1`);
  await page.goto(`${viewOf({ field: "user_id", operator: "eq", value: `${shown}-1` })}&open=${id}`);
  await memoriesReady(page);
  await expect(page.getByRole("complementary", { name: "Memory details" })).toContainText(`${open} fact`);
  await page.keyboard.press("#");
  const dialog = page.getByRole("dialog", { name: "Delete memories" });
  await expect(dialog).toContainText("Delete 1 memory");
  await dialog.getByRole("button", { name: "Delete 1 memory" }).click();
  await expect.poll(() => idsOf(`${open}-1`)).toEqual([]);
  expect(await idsOf(`${shown}-1`)).toHaveLength(2);
});

test("history is searched with /, and Back finds the row again", async ({ page }) => {
  const marker = "redshank";
  await signIn(page);
  await importMemories(page, marker, 2);
  for (const number of [1, 2]) {
    await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${marker}-1` }));
    await memoriesReady(page);
    await page.getByRole("row", { name: new RegExp(`${marker} fact number ${number}:`) }).focus();
    await page.keyboard.press("#");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Ticket reference").fill(`KEYS-${number}`);
    await dialog.getByRole("button", { name: "Delete 1 memory" }).click();
    await expect(page.getByRole("row", { name: new RegExp(`${marker} fact number ${number}:`) })).toHaveCount(
      0,
    );
  }
  await page.goto("/history");
  // In the table: while the page streams in, its text is there a second time, and hidden.
  await expect(page.getByRole("table", { name: "Deletion history" }).getByText("KEYS-1")).toBeVisible();
  // Keys work once the page is live.
  await expect(page.getByRole("status").filter({ hasText: /^Live$/ })).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("KEYS-");
  await expect(page).toHaveURL(/ticket=KEYS-/);
  await page.keyboard.press("Enter");
  const older = page.getByRole("row").filter({ hasText: "KEYS-1" });
  await older.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/history\/[0-9a-f-]{36}$/);
  await page.goBack();
  await expect(older).toBeFocused();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the bar has a word for each place, and the rest is under More", async ({ page }) => {
    await signIn(page);
    const bar = page.getByRole("navigation", { name: "Pages" });
    for (const word of ["Overview", "Tickets", "Memories", "History"])
      await expect(bar.getByText(word, { exact: true })).toBeInViewport({ ratio: 1 });
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Ledger" }).click();
    await page.waitForURL("**/ledger");
  });
});

test.describe("at twice the size", () => {
  test.use({ viewport: { width: 720, height: 450 } });

  test("the pager is in reach, and a dialog can be read", async ({ page }) => {
    const marker = "pratincole";
    await signIn(page);
    await importMemories(page, marker, 2);
    await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${marker}-1` }));
    await memoriesReady(page);
    await expect(page.getByRole("button", { name: "Next" })).toBeInViewport({ ratio: 1 });
    await page.getByRole("checkbox", { name: "Select all on this page" }).click();
    await page.keyboard.press("#");
    const dialog = page.getByRole("dialog", { name: "Delete memories" });
    // It grows when its preview has been counted.
    await expect
      .poll(() => dialog.evaluate((popup) => Math.min(popup.clientHeight, window.innerHeight)))
      .toBeGreaterThan(350);
    await dialog.getByRole("button", { name: "Delete 2 memories" }).scrollIntoViewIfNeeded();
    await expect(dialog.getByRole("button", { name: "Delete 2 memories" })).toBeInViewport({ ratio: 1 });
  });
});
