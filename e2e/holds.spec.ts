import { randomBytes } from "node:crypto";
import type { Page } from "playwright/test";
import { callServer, createKey } from "./api-key";
import { expect, expectAccessible, importMemories, signIn, test, viewOf } from "./console";

const marker = () => randomBytes(3).toString("hex");
const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

test("what a hold covers stays: in the preview, the deletion, the API and on the ticket, until it is released", async ({
  page,
}) => {
  test.slow();
  const bird = `sandpiper-${marker()}`;
  const name = `Case ${bird}`;
  const [held, free] = [`${bird}-1`, `${bird}-2`];
  await signIn(page);
  await importMemories(page, bird, 6, 2);

  await page.goto("/settings/holds");
  await page.getByRole("button", { name: "Place hold" }).click();
  const dialog = page.getByRole("dialog", { name: "Place a hold" });
  await dialog.getByRole("button", { name: "Place hold" }).click();
  await expect(dialog.getByText("Enter a name.")).toBeVisible();
  await expect(dialog.getByText("Name at least one user, agent, app or run.")).toBeVisible();
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("Reason").fill("A court asked for it.");
  await dialog.getByLabel("Reference (optional)").fill("7 K 12/26");
  await dialog.getByLabel("IDs").fill(held);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Place hold" }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row).toContainText("In force");
  await expect(row).toContainText(`memories of user ${held}`);
  await expectAccessible(page);

  // The preview of both users takes those of one, and says why.
  await page.goto(`/delete?agent_id=${bird}-agent`);
  const preview = region(page, "Preview");
  await expect(preview).toContainText(`3 memories are held by “${name}” and stay`);
  await expectAccessible(page);
  await preview.getByRole("button", { name: "Delete 3 memories" }).click();
  const confirming = page.getByRole("dialog", { name: "Delete memories" });
  await expect(confirming).toContainText(`3 memories are held by “${name}” and stay`);
  await confirming.getByRole("button", { name: "Delete 3 memories" }).click();
  await page.waitForURL("**/history/**");
  const status = region(page, "Status");
  await expect(status).toContainText("3 deleted, verified absent", { timeout: 30_000 });
  await expect(status).toContainText(`3 memories are held by “${name}” and stay`);
  await status.getByRole("link", { name: "See the hold" }).click();
  await expect(row).toBeVisible();
  await page.goto(viewOf({ field: "user_id", operator: "eq", value: free }));
  await expect(page.getByRole("main").getByText("Showing 0 of 0 memories")).toBeVisible();

  // Nothing is left to delete of the held user.
  await page.goto(`/delete?user_id=${held}`);
  await expect(preview).toContainText("Everything that matches is held.");
  const key = await createKey(bird, "admin");
  const listed = (await callServer(key, "GET", `/v1/memories/?user_id=${held}`)).body as unknown as {
    id: string;
  }[];
  const id = listed[0]?.id ?? "";
  expect((await callServer(key, "DELETE", `/v1/memories/${id}/`)).status).toBe(409);
  expect((await callServer(key, "PUT", `/v1/memories/${id}/`, { text: "Something else" })).status).toBe(409);

  // The ticket of the person says so before anything is deleted, and takes the exemption.
  await page.goto("/tickets/new");
  await page.getByLabel("Names and ids").fill(held);
  await page.getByLabel("Reference", { exact: true }).fill(`HOLD-${bird}`);
  await page.getByRole("button", { name: "Create ticket" }).click();
  const conflict = region(page, "Held");
  await expect(conflict).toContainText("A hold names this person");
  await expectAccessible(page);
  await conflict.getByRole("button", { name: "Record exemption…" }).click();
  const exemption = page.getByRole("dialog", { name: "Record exemption" });
  await exemption.getByLabel("Ground").selectOption("Needed for legal claims (Art. 17(3)(e) GDPR)");
  await exemption.getByRole("button", { name: "Record exemption" }).click();
  await expect(conflict).toContainText("Kept on the ground: needed for legal claims (Art. 17(3)(e) GDPR)");
  await expect(region(page, "Timeline")).toContainText("Held memories are kept: needed for legal claims");

  await page.goto("/settings/holds");
  await row.getByRole("button", { name: `Release the hold ${name}…` }).click();
  const releasing = page.getByRole("dialog", { name: `Release “${name}”` });
  await releasing.getByRole("button", { name: "Release hold" }).click();
  await expect(releasing.getByText("Enter a reason.")).toBeVisible();
  await releasing.getByLabel("Reason").fill("The case is closed.");
  await releasing.getByRole("button", { name: "Release hold" }).click();
  await expect(row).toContainText("Released");
  await expect(row).toContainText("The case is closed.");
  expect((await callServer(key, "DELETE", `/v1/memories/${id}/`)).status).toBe(200);
});
