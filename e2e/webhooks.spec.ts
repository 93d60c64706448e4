import { text } from "node:stream/consumers";
import { startTestServer } from "@/testing/test-server";
import { callServer, createKey } from "./api-key";
import { expect, expectAccessible, signIn, test } from "./console";

/** Receives messages, and answers them with a status that can be changed. */
const startReceiver = async (status: { now: number }) => {
  const bodies: string[] = [];
  const server = await startTestServer({
    port: 0,
    handle: async (request, response) => {
      bodies.push(await text(request));
      response.writeHead(status.now).end();
    },
  });
  return { bodies, url: `${server.url}/hook`, stop: server.stop };
};

test("add a webhook, see its secret once and how its messages are taken, disable and delete it", async ({
  page,
}) => {
  const status = { now: 204 };
  const receiver = await startReceiver(status);
  await signIn(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Webhooks" }).click();
  await page.waitForURL("**/settings/webhooks");
  await page.getByRole("button", { name: "Add webhook" }).click();

  const addition = page.getByRole("dialog", { name: "Add webhook" });
  const name = addition.getByLabel("Name");
  await expect(name).toBeFocused();
  await addition.getByRole("button", { name: "Add webhook" }).click();
  await expect(addition.getByText("Enter a name for the webhook.")).toBeVisible();
  await expect(addition.getByText("An address must start with https:// or http://.")).toBeVisible();
  await expect(name).toBeFocused();
  await expectAccessible(page);
  await name.fill("Dunlin search index");
  await addition.getByLabel("Address").fill(receiver.url);
  await addition.getByRole("checkbox", { name: /^Added/ }).check();
  await page.keyboard.press("Escape");
  await expect(addition).toBeHidden();

  await page.getByRole("button", { name: "Add webhook" }).click();
  await name.fill("Dunlin search index");
  await addition.getByLabel("Address").fill(receiver.url);
  await addition.getByRole("checkbox", { name: /^Added/ }).check();
  await addition.getByRole("button", { name: "Add webhook" }).click();
  const shown = page.getByRole("dialog", { name: "Copy the secret now" });
  const secretField = shown.getByLabel("Secret of Dunlin search index");
  await expect(secretField).toHaveValue(/^whsec_[\w+/=]{44}$/);
  await expect(secretField).toBeFocused();
  await expectAccessible(page);
  const secret = await secretField.inputValue();
  await shown.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("button", { name: "Add webhook" })).toBeFocused();
  const row = page
    .getByRole("table", { name: "Webhooks" })
    .getByRole("row")
    .filter({ hasText: "Dunlin search index" });
  await expect(row).toContainText("Deleted, Added");
  await expect(row).toContainText("Enabled");
  await expect(row).toContainText("None yet");
  await page.reload();
  await expect(row).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  const key = await createKey("Dunlin app", "admin");
  const add = (content: string) =>
    callServer(key, "POST", "/v3/memories/add/", {
      messages: [{ role: "user", content }],
      user_id: "dunlin",
      infer: false,
    });
  await add("The dunlin keeps a lantern");
  await expect.poll(() => receiver.bodies.join()).toContain("The dunlin keeps a lantern");
  await expect
    .poll(async () => {
      await page.reload();
      return row.textContent();
    })
    .toContain("Delivered");

  status.now = 503;
  await add("The dunlin keeps another");
  await expect
    .poll(async () => {
      await page.reload();
      return row.textContent();
    })
    .toMatch(/Answered 503.*1 waiting/);
  await expectAccessible(page);

  const actions = row.getByRole("button", { name: "Actions for Dunlin search index" });
  await actions.click();
  await page.getByRole("menuitem", { name: "Change" }).click();
  const change = page.getByRole("dialog", { name: "Change webhook" });
  await change.getByRole("checkbox", { name: /^Deleted/ }).uncheck();
  await change.getByRole("checkbox", { name: /^Added/ }).uncheck();
  await change.getByRole("button", { name: "Change webhook" }).click();
  await expect(change.getByText("Choose at least one.")).toBeVisible();
  await change.getByRole("checkbox", { name: /^Updated/ }).check();
  await change.getByRole("button", { name: "Change webhook" }).click();
  await expect(change).toBeHidden();
  await expect(row).toContainText("Updated");

  await actions.click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  await expect(row).toContainText("Disabled");

  await actions.click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const deletion = page.getByRole("dialog", { name: "Delete webhook" });
  await expect(deletion.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expectAccessible(page);
  await deletion.getByRole("button", { name: "Delete 1 webhook" }).click();
  await expect(deletion).toBeHidden();
  await expect(row).toHaveCount(0);
  await expect(page.getByRole("main").getByText("No webhooks yet")).toBeVisible();
  await receiver.stop();
});
