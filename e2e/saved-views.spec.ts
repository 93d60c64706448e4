import {
  expect,
  expectAccessible,
  expectContrast,
  importMemories,
  memoriesReady,
  signIn,
  test,
  viewOf,
} from "./console";

const marker = "goldcrest";

test("a view is saved, changed, reverted, found again and deleted", async ({ page, browser }) => {
  await signIn(page);
  await importMemories(page, marker, 12, 2);
  const main = page.getByRole("main");
  await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${marker}-1` }));
  await expect(main.getByText("Showing 6 of 6 memories")).toBeVisible();
  await main.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Categories" }).click();
  await page.keyboard.press("Escape");

  await main.getByRole("button", { name: "Views", exact: true }).click();
  await page.getByRole("menuitem", { name: "Save as a view…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as a view" });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(dialog).toContainText("Enter a name for the view.");
  await dialog.getByRole("textbox", { name: "Name" }).fill(`${marker} facts`);
  await dialog.getByRole("checkbox", { name: /For all members/ }).click();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(main.getByRole("button", { name: `View: ${marker} facts` })).toBeVisible();
  await expect(main.getByText("Changed")).toBeHidden();
  const link = page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: `${marker} facts` });
  await expect(link).toHaveAttribute("aria-current", "page");

  // The person's own columns are others than the view's.
  await page.goto("/memories");
  await memoriesReady(page);
  await main.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Categories" }).click();
  await page.keyboard.press("Escape");
  await expect(main.getByRole("columnheader", { name: /Categories/ })).toBeVisible();

  await link.click();
  await expect(main.getByText("Showing 6 of 6 memories")).toBeVisible();
  await expect(main.getByRole("columnheader", { name: /Categories/ })).toBeHidden();

  // Another order is another view, and says so.
  await main
    .getByRole("columnheader", { name: /^Created/ })
    .getByRole("button")
    .first()
    .click();
  await expect(main.getByText("Changed")).toBeVisible();
  await main.getByRole("button", { name: "Revert" }).click();
  await expect(main.getByText("Changed")).toBeHidden();
  await main
    .getByRole("columnheader", { name: /^Created/ })
    .getByRole("button")
    .first()
    .click();
  await main.getByRole("button", { name: "Save", exact: true }).click();
  await expect(main.getByText("Changed")).toBeHidden();

  // A cleared filter stays cleared when the page is loaded again.
  await main
    .getByRole("button", { name: /^Remove condition/ })
    .first()
    .click();
  await expect(main.getByText("Changed")).toBeVisible();
  await page.reload();
  await memoriesReady(page);
  await expect(main.getByText("Changed")).toBeVisible();
  await expect(main.getByText("Showing 6 of 6 memories")).toBeHidden();

  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Find a page, action, entity, ticket or ID").fill(`${marker} facts`);
  await page.getByRole("option", { name: new RegExp(`${marker} facts`) }).click();
  await expect(main.getByText("Showing 6 of 6 memories")).toBeVisible();
  await expect(main.getByRole("columnheader", { name: /^Created/ })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await expectAccessible(page);

  const shared = page.url();
  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await signIn(elsewhere);
  await elsewhere.goto(shared);
  await expect(elsewhere.getByRole("button", { name: `View: ${marker} facts` })).toBeVisible();
  await other.close();

  const id = new URL(shared).searchParams.get("view") ?? "";
  await main.getByRole("button", { name: `View: ${marker} facts` }).click();
  await page.getByRole("menuitem", { name: "Delete view…" }).click();
  await page
    .getByRole("alertdialog")
    .or(page.getByRole("dialog"))
    .getByRole("button", { name: "Delete 1 view" })
    .click();
  await expect(link).toBeHidden();
  await expect(main.getByText("Showing 6 of 6 memories")).toBeVisible();

  await page.goto(`/memories?view=${id}`);
  await expect(main.getByText("This view cannot be shown")).toBeVisible();
  await expect(main.getByRole("table")).toHaveCount(0);
});

test("a value of a cell is filtered by, excluded and copied, by mouse and by keyboard", async ({ page }) => {
  const other = "hoopoe-of-cells";
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page);
  await importMemories(page, other, 9, 3);
  const main = page.getByRole("main");
  await page.goto(viewOf({ field: "agent_id", operator: "eq", value: `${other}-agent` }));
  await expect(main.getByText("Showing 9 of 9 memories")).toBeVisible();

  await main
    .getByRole("row", { name: new RegExp(`${other} fact number 1:`) })
    .getByText(`${other}-1`, { exact: false })
    .last()
    .hover();
  await main.getByRole("button", { name: "Actions for user" }).click();
  await page.getByRole("menuitem", { name: `Filter by ${other}-1` }).click();
  await expect(main.getByText("Showing 3 of 3 memories")).toBeVisible();

  await page.goBack();
  await expect(main.getByText("Showing 9 of 9 memories")).toBeVisible();
  await main.getByRole("row", { name: new RegExp(`${other} fact number 2:`) }).focus();
  await page.keyboard.press(".");
  await expectContrast(page);
  await page.getByRole("menuitem", { name: "User" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("menuitem", { name: `Exclude ${other}-2` })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(main.getByText("Showing 6 of 6 memories")).toBeVisible();

  await main.getByRole("row", { name: new RegExp(`${other} fact number 1:`) }).focus();
  await page.keyboard.press(".");
  await page.getByRole("menuitem", { name: "Copy text" }).click();
  await expect(page.getByText("Copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`${other} fact number 1:`);
});

test("the chart by month is drawn over to filter, by keyboard too, and says the same as a table", async ({
  page,
}) => {
  const charted = "dotterel-chart";
  await signIn(page);
  // One in January, two in February, three in March.
  await importMemories(page, charted, 6, 1, (memory, index) => ({
    ...memory,
    created_at: new Date(Date.UTC(2026, index === 0 ? 0 : index < 3 ? 1 : 2, 10)).toISOString(),
  }));
  const main = page.getByRole("main");
  await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${charted}-1` }));
  await expect(main.getByText("Showing 6 of 6 memories")).toBeVisible();
  await main.getByRole("button", { name: "Chart", exact: true }).click();
  const chart = page.getByRole("region", { name: "Chart" });
  const march = chart.getByRole("option", { name: /March 2026/ });
  await march.focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(main.getByText("Showing 5 of 5 memories")).toBeVisible();
  await expect(page).toHaveURL(/between/);
  // The bar in focus tells its own number; without one they are those of the months chosen. The others stay in the chart.
  await page.keyboard.press("Tab");
  await expect(chart.getByText(/5 memories/)).toBeVisible();
  await expectAccessible(page);
  await chart.getByRole("button", { name: "Show Memories by month as a table" }).click();
  await expect(chart.getByRole("row", { name: /January 2026/ })).toContainText("1");
  await chart.getByRole("button", { name: "Show all" }).click();
  await expect(main.getByText("Showing 6 of 6 memories")).toBeVisible();
});
