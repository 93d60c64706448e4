import { expect, expectAccessible, importMemories, signIn, test } from "./console";
import { disableStores, useSimulator } from "./simulator";

const start = useSimulator();
test.beforeEach(disableStores);

test("a user is watched go: each place turns to absent while the deletion runs, for whoever has the link", async ({
  page,
  browser,
}) => {
  test.slow();
  const simulator = await start();
  simulator.seed(3, { userId: "hobby-1" });
  simulator.seed(10, { userId: "others" });
  await signIn(page);
  await importMemories(page, "hobby", 6);
  await importMemories(page, "harrier", 3);
  await page.goto("/settings/stores");
  await page.getByRole("button", { name: "Add store" }).click();
  const adding = page.getByRole("dialog", { name: "Add store" });
  await adding.getByLabel("Name").fill("Hobby");
  await adding.getByLabel("API key").fill(simulator.apiKey);
  await adding.getByText("More settings").click();
  await adding.getByLabel("Address").fill(simulator.url);
  await adding.getByRole("button", { name: "Add store" }).click();
  await expect(page.getByRole("row", { name: /^Hobby / })).toBeVisible();

  await page.goto("/watch");
  await page.getByLabel("ID of the user").fill("hobby-1");
  await page.getByRole("button", { name: "Watch it" }).click();
  await page.waitForURL(/\/watch\/[0-9a-f-]{36}$/);
  const place = (store: string, name: string) =>
    page
      .getByRole("region", { name: store, exact: true })
      .getByRole("listitem")
      .filter({ hasText: new RegExp(`^${name}`) });
  await expect(place("Built-in store", "List")).toContainText("6 memories");
  await expect(place("Built-in store", "Get by ID")).toContainText("5 memories of those noted");
  await expect(place("Built-in store", "Versions")).toContainText("5 versions");
  await expect(place("Built-in store", "Copies")).toContainText("This store keeps no copies");
  await expect(place("Hobby", "List")).toContainText("3 memories");
  await expect(place("Hobby", "Entity")).toContainText("There");
  await expect(place("Hobby", "Copies")).toContainText("Absent when it was first asked");
  await expect(page.getByText(/^Still in \d+ of the \d+ places that can be asked$/)).toBeVisible();
  await expectAccessible(page);

  const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const other = await context.newPage();
  await signIn(other, "/people");
  await other.getByLabel("Name, e-mail or id").fill("hobby-1");
  await other.keyboard.press("Enter");
  await other.getByRole("button", { name: "Erase 9 memories in 2 stores" }).click();
  const dialog = other.getByRole("dialog", { name: "Erase memories" });
  await dialog.getByRole("button", { name: "Erase 9 memories in 2 stores" }).click();

  // Nothing was reloaded.
  for (const store of ["Built-in store", "Hobby"])
    for (const name of ["List", "Get by ID"])
      await expect(place(store, name)).toContainText(/Absent since \d/, { timeout: 30_000 });
  await expect(place("Built-in store", "Entity")).toContainText(/Absent since \d/);

  // Whoever opens the link later learns when it went.
  const since = await place("Built-in store", "List").textContent();
  await other.goto(page.url());
  await expect(
    other.getByRole("region", { name: "Built-in store", exact: true }).getByRole("listitem").first(),
  ).toHaveText(since ?? "");
  await context.close();

  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.getByRole("link", { name: "All watches" }).click();
  await page.getByRole("button", { name: "End watching hobby-1" }).click();
  await expect(page.getByText("Nothing is watched")).toBeVisible();
});
