import { expect, expectAccessible, importMemories, memoriesReady, signIn, test } from "./console";

test("find a user, open its memories, delete it from its row, and see it leave the list", async ({
  page,
}) => {
  const marker = "avocet";
  await signIn(page);
  await importMemories(page, marker, 9, 3);
  await page.getByRole("link", { name: "Entities" }).click();
  const table = page.getByRole("table", { name: "Entities" });
  const row = (value: string) => table.getByRole("row").filter({ hasText: value });
  await page.getByRole("searchbox", { name: "Search users" }).fill(marker.toUpperCase());
  await expect(page.getByRole("main").getByText("Showing 3 of 3 users")).toBeVisible();
  await expect(page).toHaveURL(/q=AVOCET/);

  const header = table.getByRole("columnheader", { name: "User" });
  await header.getByRole("button").click();
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  await expect(table.getByRole("row").nth(1)).toContainText(`${marker}-1`);

  await row(`${marker}-2`).focus();
  await page.keyboard.press("Enter");
  await memoriesReady(page);
  await expect(page.getByRole("main").getByText("Showing 3 of 3 memories")).toBeVisible();
  await page.goBack();

  await row(`${marker}-2`).getByRole("button", { name: "Delete this user" }).click();
  await expect(page.getByLabel("User ID")).toHaveValue(`${marker}-2`);
  const preview = page.getByRole("region", { name: "Preview" });
  await expect(
    preview.getByText(`Delete 3 memories of user ${marker}-2 in Built-in store. This cannot be undone.`),
  ).toBeVisible();
  await preview.getByRole("button", { name: "Delete 3 memories" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete 3 memories" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Deleted 3 memories of user ${marker}-2`);
  await page.goto(`/entities?q=${marker}`);
  await expect(page.getByRole("main").getByText("Showing 2 of 2 users")).toBeVisible();
  await expect(row(`${marker}-2`)).toHaveCount(0);
  await expect(row(`${marker}-1`)).toHaveCount(1);

  await page.getByRole("button", { name: "Agents" }).click();
  await expect(row(`${marker}-agent`)).toContainText("6");
  await row(`${marker}-agent`).getByRole("button", { name: "Actions for agent" }).click();
  await page.getByRole("menuitem", { name: "Delete this agent…" }).click();
  await expect(
    preview.getByText(`Delete 6 memories of agent ${marker}-agent in Built-in store. This cannot be undone.`),
  ).toBeVisible();
});

test("a search that finds nothing, and an address that cannot be read, say so", async ({ page }) => {
  await signIn(page, "/entities");
  await page.goto("/entities?kind=run&q=nothing-is-called-so");
  await expect(page.getByRole("main").getByText("No run matches this search")).toBeVisible();
  await page.getByRole("button", { name: "Clear search" }).click();
  await expect(page.getByRole("main").getByText(/^Showing \d+ of \d+ runs?$/)).toBeVisible();
  await page.goto("/entities?kind=person");
  await expect(
    page.getByRole("main").getByText("The kind of entity in this link is not valid."),
  ).toBeVisible();
});

test.describe("while the entities cannot be read", () => {
  test.use({ expectedErrors: [/503/] });

  test("the page says why, and offers to try again", async ({ page }) => {
    await signIn(page, "/entities");
    const body = { error: { code: "timed_out", message: "It took too long.", requestId: "11aa-22bb" } };
    await page.route("**/api/entities?*", (route) => route.fulfill({ status: 503, json: body }));
    await page.getByRole("button", { name: "Apps" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Apps could not be loaded" })).toContainText(
      "Request 11aa-22bb",
    );
    await page.unroute("**/api/entities?*");
    const tryAgain = page.getByRole("button", { name: "Try again" });
    const shown = page.getByRole("main").getByText(/^Showing \d+ of \d+ apps?$/);
    // What a live update has asked for meanwhile can fail as well, or leave nothing to be tried.
    await expect(async () => {
      if (await tryAgain.isVisible()) await tryAgain.click({ timeout: 1_000 }).catch(() => undefined);
      await expect(shown).toBeVisible({ timeout: 5_000 });
    }).toPass();
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test("the page is accessible", async ({ page }) => {
      await signIn(page, "/entities");
      await expect(page.getByRole("main").getByText(/^Showing \d+ of \d+ users$/)).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, colorScheme: "dark" });

  test("the page is not wider than the screen, and each entity can be deleted", async ({ page }) => {
    await signIn(page, "/entities");
    await expect(page.getByRole("button", { name: /^Delete this user/ }).first()).toBeInViewport();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});
