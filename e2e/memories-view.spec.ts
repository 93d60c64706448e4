import { expect, importMemories, memoriesReady, signIn, test, viewOf } from "./console";

test("the address is the view: search, sort and page open the same elsewhere", async ({ page, browser }) => {
  const marker = "curlew";
  await signIn(page);
  await importMemories(page, marker, 70);
  await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${marker}-1` }));
  await page.getByRole("textbox", { name: "Search memories" }).fill(`${marker}-lamp`);
  await expect(page.getByRole("main").getByText("Showing 50 of 70 memories")).toBeVisible();
  await page
    .getByRole("columnheader", { name: /^Created/ })
    .getByRole("button", { name: /Created/ })
    .first()
    .click();
  await expect(page.getByRole("columnheader", { name: /^Created/ })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  // What comes next is known when the sorted rows are there.
  await expect(page.getByRole("main").getByText(`${marker} fact number 1:`)).toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("main").getByText("Showing 20 of 70 memories")).toBeVisible();
  await expect(page.getByRole("main").getByText(`${marker} fact number 51:`)).toBeVisible();

  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await signIn(elsewhere);
  await elsewhere.goto(page.url());
  await expect(elsewhere.getByRole("main").getByText("Showing 20 of 70 memories")).toBeVisible();
  await expect(elsewhere.getByRole("main").getByText(`${marker} fact number 51:`)).toBeVisible();
  await other.close();

  await page.getByRole("button", { name: "Previous" }).click();
  await expect(page.getByRole("main").getByText(`${marker} fact number 1:`)).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("main").getByText(`${marker} fact number 51:`)).toBeVisible();
});

test("an address that cannot be read shows no rows", async ({ page }) => {
  await signIn(page);
  await page.goto("/memories?filter=%7B%22field%22%3A%22user_id%22%7D");
  await expect(page.getByRole("main").getByText("The filter in this link is not valid.")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /^Select memory/ })).toHaveCount(0);
});

test("expired memories are shown, marked, and found by the quick filter", async ({ page }) => {
  await signIn(page);
  await memoriesReady(page);
  await page.getByRole("button", { name: "Expired but still stored" }).click();
  await expect(page).toHaveURL(/expired/);
  const rows = page.getByRole("table", { name: "Memories" }).getByRole("row");
  await expect(rows.nth(1)).toContainText("Expired");
});

test("nothing found offers to clear what hides everything", async ({ page }) => {
  await signIn(page);
  await page.goto(viewOf({ field: "user_id", operator: "eq", value: "nobody-of-this-name" }));
  await expect(
    page
      .getByRole("main")
      .getByText(/No memor/)
      .first(),
  ).toBeVisible();
  await page
    .getByRole("button", { name: /^Clear/ })
    .first()
    .click();
  await expect(page.getByRole("main").getByText(/^Showing 50 of /)).toBeVisible();
});
