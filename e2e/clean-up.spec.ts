import { expect, expectAccessible, importMemories, memoriesReady, signIn, test } from "./console";

test("find exact duplicates, and delete all but the newest", async ({ page }) => {
  const marker = "redstart";
  await signIn(page);
  // Three of one text, in different spacing and case, of which the third is the newest; and two that stand alone.
  await importMemories(page, marker, 5, 1, (memory, index) => ({
    ...memory,
    run_id: `${marker}-run`,
    memory:
      ["The redstart-lamp is green.", "the  REDSTART-lamp is green.", " The redstart-lamp  is green. "][
        index
      ] ?? memory.memory,
  }));
  await page.getByRole("link", { name: "Clean up" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Clean up");
  const list = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: "Exact duplicates", exact: true }) });
  await expect(list.getByText(/^[\d,]+ memor(y|ies)$/)).toBeVisible();
  await expect(list.getByLabel("Which of them to list")).toHaveValue("newest");
  await list.getByRole("link", { name: "Open Exact duplicates in the table" }).click();
  await memoriesReady(page);
  // Other specs have duplicates too.
  await page.getByRole("textbox", { name: "Search memories" }).fill("redstart-lamp is green");
  await page.keyboard.press("Enter");
  // A search ends a selection.
  await expect(page).toHaveURL(/[?&]q=redstart/);
  await memoriesReady(page);
  const table = page.getByRole("table", { name: "Memories" });
  await expect(table.getByRole("checkbox", { name: /^Select memory/ })).toHaveCount(2);
  await table.getByRole("checkbox", { name: "Select all on this page" }).click();
  await page.getByRole("button", { name: "Delete 2 memories" }).click();
  await page
    .getByRole("dialog", { name: "Delete memories" })
    .getByRole("button", { name: "Delete 2 memories" })
    .click();
  await expect(
    page
      .getByRole("main")
      .getByText(/^Showing 0 of 0|No memor/)
      .first(),
  ).toBeVisible();

  await page.goto(`/memories?q=${marker}-lamp`);
  await expect(page.getByRole("main").getByText("Showing 3 of 3 memories")).toBeVisible();
  await expect(table.getByText("lamp is green.")).toHaveCount(1);
});

test("near duplicates of one user are grouped, and open in the table", async ({ page }) => {
  const marker = "pipit";
  await signIn(page);
  await importMemories(page, marker, 3, 1, (memory, index) => ({
    ...memory,
    memory:
      [
        "Prefers oat milk in the morning coffee.",
        "Prefers oat milk in her morning coffee.",
        "Lives in a house by the harbour with two cats.",
      ][index] ?? memory.memory,
  }));
  await page.goto("/clean-up");
  await page.getByLabel("User ID").fill(`${marker}-1`);
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByText(/^1 memory has a newer near duplicate, in 1 group\./)).toBeVisible();
  await expect(page.getByText(/all 3 memories of user pipit-1/)).toBeVisible();
  await page.getByRole("link", { name: "Open 2" }).click();
  await memoriesReady(page);
  await expect(page.getByRole("main").getByText("Showing 2 of 2 memories")).toBeVisible();
});

test("a click counts that closes the list of suggestions, on which the end of the page rests", async ({
  page,
}) => {
  const marker = "dipper";
  await signIn(page);
  await importMemories(page, marker, 6, 6);
  await page.goto("/clean-up");
  await page.getByLabel("User ID").fill(marker);
  const options = page.getByRole("listbox", { name: "Existing values" }).getByRole("option");
  await expect(options).toHaveCount(6);
  // As far as the page goes with the list, and further than without.
  await options.last().scrollIntoViewIfNeeded();
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(options).toHaveCount(0);
  await expect(page).toHaveURL(/user=dipper/);
});

test("the chart of what is stale has a table one key away, and its bars are reached by keys", async ({
  page,
}) => {
  await signIn(page, "/clean-up");
  const chart = page.getByRole("figure", { name: "Memories by when they last changed" });
  const bars = chart.getByRole("img");
  await expect(bars).toHaveCount(5);
  await bars.last().focus();
  await page.keyboard.press("ArrowLeft");
  await expect(bars.nth(3)).toBeFocused();
  await expect(bars.nth(3)).toHaveAccessibleName(/^1 to 2 years: [\d,]+ memories/);
  await page.keyboard.press("t");
  await expect(chart.getByRole("table", { name: "Memories by when they last changed" })).toBeVisible();
  await expect(chart.getByRole("button", { name: /as a chart$/ })).toBeFocused();
  await page.keyboard.press("t");
  await expect(bars).toHaveCount(5);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test("the page is accessible, with its chart and its table", async ({ page }) => {
      await signIn(page, "/clean-up");
      const chart = page.getByRole("figure", { name: "Memories by when they last changed" });
      await expect(chart.getByRole("img")).toHaveCount(5);
      await expectAccessible(page);
      await chart.getByRole("button", { name: /as a table$/ }).click();
      await expectAccessible(page);
    });
  });
}
