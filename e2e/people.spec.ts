import type { Page } from "playwright/test";
import { createKey, callServer } from "./api-key";
import { expect, expectAccessible, importMemories, signIn, test } from "./console";
import { disableStores, useSimulator } from "./simulator";

const start = useSimulator();
test.beforeEach(disableStores);

/** Adds a store of Mem0's Platform by the settings. */
const connect = async (page: Page, name: string, { url, apiKey }: { url: string; apiKey: string }) => {
  await page.goto("/settings/stores");
  await page.getByRole("button", { name: "Add store" }).click();
  const dialog = page.getByRole("dialog", { name: "Add store" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("API key").fill(apiKey);
  await dialog.getByText("More settings").click();
  await dialog.getByLabel("Address").fill(url);
  await dialog.getByRole("button", { name: "Add store" }).click();
  await expect(page.getByRole("row", { name: new RegExp(`^${name} `) })).toBeVisible();
};

const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const field = (page: Page) => page.getByLabel("Name, e-mail or id");
const searched = (page: Page) => expect(page.getByText(/^Searched /)).toBeVisible();

/** Six memories about a person, and eight of others, so that the store holds more than the person's. */
const importPeople = (page: Page, { first, last, run }: { first: string; last: string; run: string }) =>
  importMemories(page, last, 14, 1, (memory, index) => {
    const of = (rest: Record<string, unknown>) => ({
      ...memory,
      memory: `Keeps bees of ${run}, hive ${index}.`,
      metadata: {},
      app_id: null,
      agent_id: null,
      run_id: null,
      ...rest,
    });
    const user_id = `${first}.${last}`.toLowerCase();
    if (index < 3) return of({ memory: `Likes tea number ${index}.`, user_id, run_id: run });
    if (index === 3) return of({ memory: "Has moved to Bergen.", user_id: `${first}_${last}` });
    if (index === 4) return of({ memory: `Went skiing with ${first} ${last}.`, user_id: "a-friend" });
    if (index === 5)
      return of({
        memory: `Offered ${first} ${last} a refund.`,
        user_id: null,
        agent_id: "desk",
        run_id: run,
      });
    return of({ user_id: "a-beekeeper" });
  });

test("a person is found in two stores, an alias confirmed, and everything erased and verified", async ({
  page,
}) => {
  test.slow();
  const simulator = await start();
  simulator.seed(4, { userId: "ottla.kestrel", text: "Prefers the window seat." });
  simulator.seed(30, { userId: "somebody-else" });
  await signIn(page);
  await importPeople(page, { first: "Ottla", last: "Kestrel", run: "session-1842" });
  await connect(page, "Kestrel", simulator);

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("Find a person");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/people");
  await field(page).fill("ottla.kestrel");
  await page.keyboard.press("Enter");
  await searched(page);

  await test.step("what was found stands in its group, and only what is theirs is ticked", async () => {
    const theirs = region(page, "Theirs");
    await expect(theirs.getByRole("listitem")).toHaveCount(2);
    await expect(theirs).toContainText("7 memories");
    for (const box of await theirs.getByRole("checkbox").all()) await expect(box).toBeChecked();
    await expect(region(page, "Possibly also theirs")).toContainText("Ottla_Kestrel");
    const about = region(page, "About them, under others");
    await expect(about.getByRole("listitem")).toHaveCount(1);
    await expect(about.locator("mark")).toHaveText("Ottla Kestrel");
    await expect(region(page, "By agents, in their runs")).toContainText("Offered Ottla Kestrel a refund.");
    for (const name of ["About them, under others", "By agents, in their runs"])
      for (const box of await region(page, name).getByRole("checkbox").all())
        await expect(box).not.toBeChecked();
    await expect(page.getByRole("button", { name: "Erase 7 memories in 2 stores" })).toBeEnabled();
    await expectAccessible(page);
  });

  await test.step("a confirmed alias is theirs", async () => {
    await page
      .getByRole("checkbox", { name: /^Same person.* user Ottla_Kestrel in Built-in store$/ })
      .press(" ");
    await expect(region(page, "Theirs")).toContainText("8 memories");
    await expect(region(page, "Theirs").getByRole("button", { name: /^Undo/ })).toBeVisible();
    await searched(page);
    // The focus does not go with the line.
    await expect(region(page, "Possibly also theirs").getByRole("heading")).toBeFocused();
  });

  await test.step("what is about them is taken where it is ticked", async () => {
    await region(page, "About them, under others")
      .getByRole("checkbox", { name: /^This memory/ })
      .click();
    await page.getByRole("checkbox", { name: /Select all of “By agents/ }).click();
    await page.setViewportSize({ width: 390, height: 844 });
    const erase = page.getByRole("button", { name: "Erase 10 memories in 2 stores" });
    await expect(erase).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await erase.click();
  });

  const dialog = page.getByRole("dialog", { name: "Erase memories" });
  await test.step("a store that has changed since is asked about again, and the other is not held up", async () => {
    await expect(
      dialog.getByText("Erase 10 memories: 6 in Built-in store and 4 in Kestrel. This cannot be undone."),
    ).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 1440, height: 900 });
    await deleteMemoriesOf("Ottla_Kestrel");
    await dialog.getByLabel("Ticket reference (optional)").fill("GDPR-KESTREL");
    await dialog.getByLabel("Reason (optional)").fill("Asked to be forgotten");
    await dialog.getByRole("button", { name: "Erase 10 memories in 2 stores" }).click();
    const builtin = dialog.getByRole("listitem").filter({ hasText: "Built-in store" });
    await expect(builtin.getByRole("alert")).toContainText(
      "Nothing was deleted. Since the preview, 1 of the 6 memories you confirmed was deleted or changed.",
    );
    await expect(dialog.getByText("Requested.", { exact: true })).toBeVisible();
    await dialog.getByRole("button", { name: "Erase 5 memories in 1 store" }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step("each store has its deletion, and each is verified", async () => {
    const requested = region(page, "Requested");
    await expect(requested.getByText(/^5 deleted, verified absent/)).toBeVisible();
    await expect(requested.getByText(/^4 deleted, verified absent/)).toBeVisible();
    await expect(requested.getByText("GDPR-KESTREL")).toHaveCount(2);
    await expect(requested.getByRole("link", { name: "View deletion" })).toHaveCount(2);
    expect(simulator.memories.count({ user_id: "ottla.kestrel" })).toBe(0);
    expect(simulator.memories.count()).toBe(30);
    // It was searched again by itself.
    await expect(region(page, "Theirs")).toContainText("has exactly this name");
    await expect(region(page, "About them, under others")).toContainText("No memory of others names them.");
    await expectAccessible(page);
  });
});

test("a store that fails is named and tried again, and a search becomes a ticket", async ({ page }) => {
  test.slow();
  const simulator = await start();
  simulator.seed(4, { userId: "wibke.merlin", text: "Prefers the window seat." });
  await signIn(page);
  await importPeople(page, { first: "Wibke", last: "Merlin", run: "session-2907" });
  await connect(page, "Merlin", simulator);
  await page.goto("/people");
  simulator.setFault({ garbled: { how: "malformed" } });
  await field(page).fill("Wibke Merlin, wibke.merlin");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  const failure = page.getByRole("alert").filter({ hasText: "Merlin could not be searched to the end." });
  await expect(failure).toBeVisible();
  await expect(region(page, "Theirs")).toContainText("3 memories");
  simulator.clearFaults();
  await failure.getByRole("button", { name: "Try again" }).click();
  await expect(region(page, "Theirs")).toContainText("7 memories");
  await expect(failure).toBeHidden();

  await page.getByRole("link", { name: "New ticket with these" }).click();
  await page.waitForURL("**/tickets/new*");
  await expect(page.getByLabel("Names and ids")).toHaveValue(/Wibke Merlin[^]*wibke\.merlin/);
  await page.getByLabel("Reference").fill("GDPR-MERLIN");
  await page.getByRole("button", { name: "Create ticket" }).click();
  await page.waitForURL("**/tickets/GDPR-MERLIN");
  await page.goto("/people#ticket=GDPR-MERLIN");
  await expect(region(page, "Theirs")).toContainText("7 memories");
  await page.getByRole("button", { name: /^Erase 7 memories/ }).click();
  await expect(page.getByRole("dialog").getByLabel(/^Ticket reference/)).toHaveValue("GDPR-MERLIN");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Find somebody else" }).click();
  await expect(field(page)).toHaveValue("");
});

/** As an application does it, while somebody looks at a preview. */
const deleteMemoriesOf = async (userId: string): Promise<void> => {
  const key = await createKey(userId, "admin");
  const { body } = await callServer(key, "POST", "/v3/memories/?page=1&page_size=10", {
    filters: { user_id: userId },
  });
  for (const { id } of body["results"] as { id: string }[])
    await callServer(key, "DELETE", `/v1/memories/${id}/`);
};
