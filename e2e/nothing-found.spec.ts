import { randomUUID } from "node:crypto";
import type { Page } from "playwright/test";
import { expect, expectAccessible, importMemories, memoriesReady, signIn, test, viewOf } from "./console";
import { idsOf } from "./database";

const detailsOf = (page: Page) => page.getByRole("complementary", { name: "Memory details" });

test.describe("a deleted memory's link", () => {
  // That the store does not have the memory is what these pages are about.
  test.use({ expectedErrors: [/404/] });

  test("says by itself which deletion took the memory, and so does the link opened later", async ({
    page,
    context,
  }) => {
    const marker = "whimbrel";
    const user = viewOf({ field: "user_id", operator: "eq", value: `${marker}-1` });
    await signIn(page);
    await importMemories(page, marker, 4);
    const [alone, ...others] = await idsOf(`${marker}-1`);
    const watcher = await context.newPage();
    await watcher.goto(`${user}&open=${others[1]}`);
    await expect(detailsOf(watcher).getByText(`${marker} fact number 3`).first()).toBeVisible();

    await page.goto(`${user}&open=${alone}`);
    await detailsOf(page)
      .getByRole("button", { name: /^Delete 1 memory/ })
      .click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete 1 memory" }).click();
    await expect(page.getByRole("main").getByText("Showing 3 of 3 memories")).toBeVisible();
    await page.goto(`/memories?open=${alone}`);
    await expectTaken(page);

    // Many, while one of them is open.
    await page.goto(user);
    await memoriesReady(page);
    await page.getByRole("checkbox", { name: "Select all on this page" }).click();
    await page.getByRole("button", { name: "Delete 3 memories" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete 3 memories" }).click();
    await expectTaken(watcher);
    await expect(detailsOf(watcher).getByText(marker)).toHaveCount(0);
    await expect(detailsOf(watcher).getByRole("button", { name: /^Delete/ })).toHaveCount(0);
    await expectAccessible(watcher);
    await detailsOf(watcher).getByRole("link", { name: "Open the deletion" }).click();
    await expect(watcher).toHaveURL(/\/history\/[0-9a-f-]{36}$/);
    await watcher.close();
  });

  test("says of an id that nothing knows that it was never seen here", async ({ page }) => {
    await signIn(page);
    await page.goto(`/memories?open=${randomUUID()}`);
    await expect(detailsOf(page).getByText("Never seen in Built-in store")).toBeVisible();
    await expect(detailsOf(page).getByRole("button", { name: /Try again|Delete/ })).toHaveCount(0);
  });
});

const expectTaken = async (page: Page): Promise<void> => {
  const details = detailsOf(page);
  await expect(details.getByText("This memory was deleted")).toBeVisible();
  await expect(details.getByText("Verified absent")).toBeVisible();
  await expect(details.getByText("ada@example.com", { exact: true })).toBeVisible();
  await expect(details.getByRole("link", { name: "Open the deletion" })).toBeVisible();
};

test("an id typed into the search is offered as what has that id", async ({ page }) => {
  const marker = "dotterel";
  const id = `${marker}.one@example.com`;
  await signIn(page);
  await importMemories(page, marker, 3, 1, (memory) => ({ ...memory, user_id: id }));
  await page.goto("/memories");
  await memoriesReady(page);
  await page.getByRole("textbox", { name: "Search memories" }).fill(id);
  const main = page.getByRole("main");
  await expect(main.getByText("No memories match")).toBeVisible();
  await expect(main.getByText(/^The text of every memory in Built-in store was searched for/)).toBeVisible();
  await expect(main.getByText(/^Not searched: IDs/)).toBeVisible();
  const offer = main.getByRole("region", { name: "Has this ID" }).getByRole("link");
  await expect(offer).toContainText("3 memories");
  await expectAccessible(page);
  await offer.click();
  await expect(main.getByText("Showing 3 of 3 memories")).toBeVisible();

  // With a slip in it, and in another case.
  await page.goto(`/memories?q=${encodeURIComponent("Dotterel.0ne@example.com")}`);
  await main
    .getByRole("region", { name: "Similar IDs" })
    .getByRole("link", { name: new RegExp(id) })
    .click();
  await expect(main.getByText("Showing 3 of 3 memories")).toBeVisible();
});

test("a word is found however it was written", async ({ page }) => {
  const marker = "sanderling";
  await signIn(page);
  await importMemories(page, marker, 2, 1, (memory, index) => ({
    ...memory,
    memory:
      index === 0
        ? "Meets at the sanderling cafe\u0301"
        : "Lives in the in\u00advisi\u200bble Sanderlingstraße",
  }));
  const main = page.getByRole("main");
  for (const words of ["SANDERLING CAFÉ", "invisible sanderlingSTRASSE"]) {
    await page.goto(`/memories?q=${encodeURIComponent(words)}`);
    await expect(main.getByText("Showing 1 of 1 memory")).toBeVisible();
  }
});
