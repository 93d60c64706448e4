import type { Page } from "playwright/test";
import { expect, expectAccessible, signIn, test } from "./console";
import { useSimulator } from "./simulator";

const start = useSimulator();

/** Adds a store of Mem0's Platform in Settings. */
const connect = async (page: Page, name: string, { url, apiKey }: { url: string; apiKey: string }) => {
  await signIn(page, "/settings/stores");
  await page.getByRole("button", { name: "Add store" }).click();
  const dialog = page.getByRole("dialog", { name: "Add store" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("API key").fill(apiKey);
  await dialog.getByText("More settings").click();
  await dialog.getByLabel("Address").fill(url);
  await dialog.getByRole("button", { name: "Add store" }).click();
  await expect(page.getByRole("row", { name: new RegExp(`^${name} `) })).toBeVisible();
};

const deleteAll = async (page: Page, store: string, userId: string, count: string) => {
  await page.goto(`/delete?user_id=${userId}&store=${store}`);
  const preview = page.getByRole("region", { name: "Preview", exact: true });
  await preview.getByRole("button", { name: `Delete ${count}` }).click();
  const confirmation = page.getByRole("dialog");
  const number = confirmation.getByLabel(/^Type \d+ to confirm/);
  const button = confirmation.getByRole("button", { name: `Delete ${count}` });
  await expect(button).toBeVisible();
  if ((await number.count()) > 0) await number.fill(count.split(" ")[0] ?? "");
  await button.click();
  await page.waitForURL("**/history/**");
};

const profileOf = (page: Page) =>
  page.getByRole("list", { name: "Remaining copies" }).getByRole("listitem", { name: "the user’s profile" });

test("a profile that outlives the memories is told, shown when asked for, and deleted with its user", async ({
  page,
}) => {
  const simulator = await start();
  simulator.setFault({ profiles: { mode: "kept" } });
  simulator.seed(3, { userId: "iris", text: "Tunes the harpsichord in the loft" });
  simulator.seed(2, { userId: "olav" });
  await connect(page, "Wryneck", simulator);
  // Before the deletion, too.
  await page.goto("/delete?user_id=iris&store=wryneck");
  const profile = page.getByRole("region", { name: "Profile", exact: true });
  await profile.getByRole("button", { name: "Show what it says" }).click();
  await expect(profile.getByText("Tunes the harpsichord in the loft").first()).toBeVisible();
  await expectAccessible(page);
  await deleteAll(page, "wryneck", "iris", "3 memories");

  const status = page.getByRole("region", { name: "Status" });
  await expect(status).toContainText("3 deleted, verified absent · copies remain", { timeout: 30_000 });
  const copies = page.getByRole("region", { name: "Remaining copies" });
  await expect(copies).toContainText("Copies were found in the user’s profile.");
  await expect(copies).toContainText("unchanged since before the deletion");
  await expect(page.getByText("harpsichord")).toHaveCount(0);
  await copies.getByRole("button", { name: "Show what it says" }).click();
  await expect(copies.getByText("Tunes the harpsichord in the loft").first()).toBeVisible();

  // Memories that arrive meanwhile are not taken.
  await page.getByRole("button", { name: "Look for copies" }).click();
  await expect(profileOf(page)).toContainText("Still says something");
  await expectAccessible(page);
  simulator.seed(1, { userId: "iris", text: "Has come back" });
  await profileOf(page).getByRole("button", { name: "Delete the user in Mem0…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete the user in Mem0" });
  await expect(dialog).toContainText("Delete user iris in Wryneck, with their profile.");
  await expect(dialog).toContainText("memories that arrive before it has finished are deleted as well");
  await dialog.getByRole("button", { name: "Delete 1 user" }).click();
  await expect(copies.getByRole("alert")).toContainText("There are memories of these users again.");
  await expect(profileOf(page)).toContainText("1 memory of this user is still stored: delete it first.");
  expect(simulator.memories.count({ user_id: "iris" })).toBe(1);

  const [returned = ""] = simulator.memories.ids({ user_id: "iris" });
  await fetch(`${simulator.url}/v1/memories/${returned}/`, {
    method: "DELETE",
    headers: { authorization: `Token ${simulator.apiKey}` },
  });
  await page.getByRole("button", { name: "Look again" }).click();
  await profileOf(page).getByRole("button", { name: "Delete the user in Mem0…" }).click();
  await dialog.getByRole("button", { name: "Delete 1 user" }).click();
  await expect(profileOf(page)).toContainText("Says nothing");
  await expect(profileOf(page)).toContainText("Mem0 does not know this user");
  await expect(status).toContainText(/^3 deleted, verified absentCompleted/);
  await expectAccessible(page);
});

test("a profile that Mem0 is still building is told as such on a phone", async ({ page }) => {
  const simulator = await start();
  simulator.setFault({ profiles: { mode: "stuck" } });
  simulator.seed(1, { userId: "nia" });
  await connect(page, "Dotterel", simulator);
  await page.setViewportSize({ width: 390, height: 844 });
  await deleteAll(page, "dotterel", "nia", "1 memory");
  await expect(page.getByRole("region", { name: "Status" })).toContainText("copies may remain", {
    timeout: 30_000,
  });
  await page.getByRole("button", { name: "Look for copies" }).click();
  await expect(profileOf(page)).toContainText("Being rebuilt, so it does not say", { ignoreCase: true });
  await expectAccessible(page);
});

test("a scope by app tells of memories that name the app in metadata only", async ({ page }) => {
  const simulator = await start();
  simulator.seed(2, { userId: "iris", appId: "harbour-desk" });
  simulator.seed(3, { userId: "iris", metadata: { app_id: "harbour-desk" } });
  await connect(page, "Phalarope", simulator);
  await page.goto("/delete?app_id=harbour-desk&store=phalarope");
  await expect(page.getByText("3 memories have this ID in metadata only, as app_id")).toBeVisible();
  await page.getByRole("link", { name: "Show these memories" }).click();
  await expect(page.getByRole("main").getByText(/Showing 3 of (at least )?3 memories/)).toBeVisible();
});
