import type { Page } from "playwright/test";
import { useSimulator } from "./simulator";
import { expect, expectAccessible, signIn, test } from "./console";

const start = useSimulator();

type Place = { url: string; apiKey: string };

/** Fills in the dialog that adds a store of Mem0's Platform; what then becomes of it is for the test. */
const fillIn = async (page: Page, name: string, { url, apiKey }: Place) => {
  await page.getByRole("button", { name: "Add store" }).click();
  const dialog = page.getByRole("dialog", { name: "Add store" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("API key").fill(apiKey);
  await dialog.getByText("More settings").click();
  await dialog.getByLabel("Address").fill(url);
  return dialog;
};

/** Signs in, adds a store, and opens a page of it. */
const connect = async (page: Page, name: string, place: Place, path: string) => {
  await signIn(page, "/settings/stores");
  const dialog = await fillIn(page, name, place);
  await dialog.getByRole("button", { name: "Add store" }).click();
  await expect(page.getByRole("row", { name: new RegExp(`^${name} `) })).toBeVisible();
  await page.goto(path);
};
const switcher = (page: Page) => page.getByRole("button", { name: /^Store: / });

test("connect, browse, preview, delete, watch and verify in a store elsewhere", async ({ page }) => {
  test.slow();
  const simulator = await start();
  simulator.seed(120, { userId: "quillon", runId: "run-1" });
  simulator.seed(3, { userId: "quillon", expirationDate: "2024-04-01" });
  simulator.seed(40, { userId: "tamsin", categories: ["home"] });

  await signIn(page, "/settings/stores");
  const dialog = await fillIn(page, "Curlew", { url: simulator.url, apiKey: "m0-wrong" });
  await dialog.getByRole("button", { name: "Add store" }).click();
  await expect(dialog.getByText("The store did not accept the key.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Add anyway" })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("API key").fill(simulator.apiKey);
  await dialog.getByRole("button", { name: "Test" }).click();
  await expect(dialog.getByRole("listitem").filter({ hasText: "Key accepted" })).toContainText("Yes");
  await expect(dialog.getByRole("listitem").filter({ hasText: "May list" })).toContainText("163 memories");
  await dialog.getByRole("button", { name: "Add store" }).click();
  const row = page.getByRole("row", { name: /^Curlew / });
  await expect(row.getByText("Reachable")).toBeVisible();
  await expect(row).toContainText(simulator.url);
  await expect(page.getByText(simulator.apiKey)).toHaveCount(0);
  expect(simulator.memories.count(), "a test deletes nothing").toBe(163);

  await page.goto("/memories?q=lamp");
  await switcher(page).click();
  await page.getByRole("menuitemradio", { name: "Curlew" }).click();
  await page.waitForURL(/store=curlew/);
  expect(new URL(page.url()).searchParams.get("q"), "the search comes along").toBe("lamp");
  await page.goto("/memories?store=curlew");
  await expect(page.getByRole("main").getByText("Showing 50 of 163 memories")).toBeVisible();
  await expect(switcher(page)).toHaveAccessibleName("Store: Curlew, reachable");
  await expect(page.getByRole("columnheader", { name: "Immutable" })).toHaveCount(0);
  await page.getByRole("button", { name: "What is different in Curlew" }).click();
  await expect(page.getByText(/^This store does not provide: .*immutable/)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "Entities" }).click();
  await page.waitForURL("**/entities?store=curlew");
  await page.getByRole("link", { name: "quillon" }).click();
  await expect(page.getByRole("main").getByText("Showing 50 of 123 memories")).toBeVisible();
  await expect(page.getByRole("cell").getByText("Expired", { exact: true })).toHaveCount(3);

  await page.goto("/delete?user_id=quillon&store=curlew");
  const preview = page.getByRole("region", { name: "Preview", exact: true });
  await expect(preview.getByText("Delete 123 memories of user quillon in Curlew.")).toBeVisible();
  await expect(preview.getByText(/^Curlew does not say which memories are immutable/)).toBeVisible();
  await expectAccessible(page);
  await preview.getByRole("button", { name: "Delete 123 memories" }).click();
  const confirmation = page.getByRole("dialog");
  await confirmation.getByLabel("Type 123 to confirm").fill("123");
  await confirmation.getByRole("button", { name: "Delete 123 memories" }).click();
  await page.waitForURL("**/history/**");
  await expect(page.getByRole("main").getByText("Completed")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("main").getByText("Verified absent", { exact: true })).toHaveCount(4);
  expect(simulator.memories.count({ user_id: "quillon" })).toBe(0);
  expect(simulator.memories.count()).toBe(40);

  await page.goto("/memories?store=curlew");
  await expect(page.getByRole("main").getByText("Showing 40 of 40 memories")).toBeVisible();
  await page.goto("/history?store=curlew");
  await expect(page.getByRole("main").getByText("Showing 1 of 1 deletion")).toBeVisible();
});

test("a store is renamed, given another key, and disabled, and history keeps its name", async ({ page }) => {
  const simulator = await start();
  simulator.seed(1, { userId: "quillon" });
  await connect(page, "Dunlin", simulator, "/delete?user_id=quillon&store=dunlin");
  const preview = page.getByRole("region", { name: "Preview", exact: true });
  await preview.getByRole("button", { name: "Delete 1 memory" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete 1 memory" }).click();
  await page.waitForURL("**/history/**");
  await expect(page.getByRole("main").getByText("Completed")).toBeVisible();
  const history = page.url();

  await page.goto("/settings/stores");
  const choose = async (name: string, action: string) => {
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    await page.getByRole("menuitem", { name: action }).click();
  };
  await choose("Dunlin", "Rename");
  const naming = page.getByRole("dialog", { name: "Rename store" });
  await naming.getByLabel("Name").fill("Built-in Store");
  await naming.getByRole("button", { name: "Rename store" }).click();
  await expect(naming.getByText("This is the built-in store's name.")).toBeVisible();
  await naming.getByLabel("Name").fill("Dunlin EU");
  await naming.getByRole("button", { name: "Rename store" }).click();
  await expect(page.getByRole("row", { name: /^Dunlin EU / })).toBeVisible();

  await choose("Dunlin EU", "Change credentials");
  const changing = page.getByRole("dialog", { name: "Change credentials" });
  await expect(changing.getByLabel("API key"), "the key never comes back").toHaveValue("");
  await changing.getByLabel("API key").fill("m0-wrong");
  await changing.getByRole("button", { name: "Change credentials" }).click();
  await expect(changing.getByText("The store did not accept the key.")).toBeVisible();
  await changing.getByLabel("API key").fill(simulator.apiKey);
  await changing.getByRole("button", { name: "Change credentials" }).click();
  await expect(changing).toBeHidden();

  await choose("Dunlin EU", "Disable");
  await page.getByRole("dialog").getByRole("button", { name: "Disable store" }).click();
  await expect(page.getByRole("row", { name: /^Dunlin EU / })).toContainText("Disabled");
  await page.goto("/memories?store=dunlin");
  await expect(page.getByRole("main").getByText("The store Dunlin EU is disabled.")).toBeVisible();
  await expect(page.getByRole("table", { name: "Memories" })).toHaveCount(0);
  await page.goto(history);
  await expect(page.getByRole("main").getByText("Dunlin EU")).toBeVisible();
});

test.describe("a host that cannot be reached", () => {
  test.use({ expectedErrors: [/502/] });

  test("says so before it is added, beside its name and in place of its memories", async ({ page }) => {
    const simulator = await start();
    await simulator.stop();
    await signIn(page, "/settings/stores");
    const dialog = await fillIn(page, "Godwit", simulator);
    await dialog.getByRole("button", { name: "Add store" }).click();
    await expect(dialog.getByText("The store could not be reached.")).toBeVisible();
    await dialog.getByRole("button", { name: "Add anyway" }).click();
    await expect(page.getByRole("row", { name: /^Godwit / }).getByText("Not reachable")).toBeVisible();

    await page.goto("/memories?store=godwit");
    await expect(page.getByRole("main").getByText("Memories could not be loaded")).toBeVisible();
    await expect(page.getByRole("alert").getByText("The store could not be reached.")).toBeVisible();
    await expect(switcher(page)).toHaveAccessibleName("Store: Godwit, not reachable");
    await expect(page.getByRole("main").getByText(/^Showing/)).toHaveCount(0);
    await expectAccessible(page);
    await page.goto("/delete?user_id=quillon&store=godwit");
    await expect(
      page.getByRole("main").getByText("What would be deleted could not be counted"),
    ).toBeVisible();
  });
});

test("a slow host holds up its memories and nothing else", async ({ page }) => {
  const simulator = await start();
  simulator.seed(5, { userId: "quillon" });
  await connect(page, "Knot", simulator, "/history");
  simulator.setFault({ latencyMs: 2_000 });
  await page.goto("/memories?store=knot");
  await expect(page.getByRole("heading", { name: "Memories" })).toBeVisible();
  await expect(page.getByText("5 of 5 memories")).toHaveCount(0);
  await expect(page.getByRole("main").getByText("Showing 5 of 5 memories")).toBeVisible();
});

test("a host that dies during a deletion is waited for, and nothing is counted that did not happen", async ({
  page,
}) => {
  test.slow();
  const simulator = await start();
  simulator.seed(2_500, { userId: "quillon" });
  await connect(page, "Plover", simulator, "/delete?user_id=quillon&store=plover");
  const preview = page.getByRole("region", { name: "Preview", exact: true });
  await expect(preview.getByRole("button", { name: "Delete 2,500 memories" })).toBeEnabled({
    timeout: 30_000,
  });
  simulator.setFault({ silence: { afterDeletions: 1, how: "close" } });
  await preview.getByRole("button", { name: "Delete 2,500 memories" }).click();
  const confirmation = page.getByRole("dialog");
  await confirmation.getByLabel("Type the name of the store, Plover, to confirm").fill("Plover");
  await confirmation.getByRole("button", { name: "Delete 2,500 memories" }).click();
  await page.waitForURL("**/history/**");

  await expect(
    page
      .getByRole("main")
      .getByText(
        /^Plover: not reachable\. The store could not be reached\. Everything counted as deleted is gone/,
      ),
  ).toBeVisible({ timeout: 45_000 });
  await expect(page.getByRole("main").getByText("Running", { exact: true })).toBeVisible();
  expect(simulator.memories.count()).toBeGreaterThan(0);
  await expectAccessible(page);

  simulator.clearFaults();
  await expect(page.getByRole("main").getByText("Completed")).toBeVisible({ timeout: 45_000 });
  await expect(page.getByRole("main").getByText("Verified absent", { exact: true })).toHaveCount(4);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Deleted 2,500 memories of user quillon");
  expect(simulator.memories.count()).toBe(0);
});

test("memories that cannot be read are told beside the others, and deleted by their ids", async ({
  page,
}) => {
  test.slow();
  const simulator = await start();
  simulator.seed(3, { userId: "quillon" });
  simulator.seed(1, { userId: "quillon", id: "Brief 17/b", text: "Has an id of his own." });
  const [undated = ""] = simulator.seed(1, { userId: "quillon", answered: { created_at: null } });
  simulator.seed(1, { userId: "quillon", answered: { metadata: "colour=green", id: null } });
  await connect(page, "Whimbrel", simulator, "/memories?store=whimbrel");
  const main = page.getByRole("main");
  await expect(main.getByText("Has an id of his own.")).toBeVisible();
  await expect(main.getByText("2 memories could not be read.")).toBeVisible();
  await main.getByText("Which, and why").click();
  await expect(main.getByText("created_at is missing")).toBeVisible();
  await expect(main.getByText("its ID is missing and metadata is text instead of an object")).toBeVisible();
  await expectAccessible(page);

  // An id that is no UUID, and has a slash in it.
  await main.getByText("Has an id of his own.").click();
  const details = page.getByRole("complementary", { name: "Memory details" });
  await expect(details.getByText("Brief 17/b").first()).toBeVisible();
  await details.getByRole("button", { name: "Close details" }).click();

  await page.goto("/delete?user_id=quillon&store=whimbrel");
  const preview = page.getByRole("region", { name: "Preview", exact: true });
  await expect(preview.getByText("2 memories could not be read.")).toBeVisible();
  await preview.getByRole("button", { name: "Delete 4 memories" }).click();
  await expect(page.getByRole("dialog").getByText(/could not be read, and stay/)).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Delete 4 memories" }).click();
  await page.waitForURL("**/history/**");
  await expect(main.getByText("Partial").first()).toBeVisible({ timeout: 30_000 });
  await expect(main.getByText("4 deleted, verified absent · 2 in the store could not be read")).toBeVisible();
  await main.getByText("Which, and why").click();
  await expect(main.getByText(undated)).toBeVisible();
  await expectAccessible(page);

  await page.goto("/memories?store=whimbrel");
  await main.getByRole("button", { name: "Delete 1 by its ID…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete 1 memory" }).click();
  await expect(main.getByText("1 memory could not be read.")).toBeVisible({ timeout: 30_000 });
  expect(simulator.memories.has(undated)).toBe(false);
});
