import { randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";
import { startTestServer } from "@/testing/test-server";
import { sharedProduct } from "./shared-product";
import { callServer, createKey } from "./api-key";
import { expect, expectAccessible, signIn, test } from "./console";

type Message = { path: string; headers: Record<string, string>; body: string };

/** Receives messages, of webhooks and of callbacks. */
const startReceiver = async () => {
  const messages: Message[] = [];
  const server = await startTestServer({
    port: 0,
    handle: async (request, response) => {
      const headers = request.headers as Record<string, string>;
      messages.push({ path: request.url ?? "", headers, body: await text(request) });
      response.writeHead(204).end();
    },
  });
  const to = (path: string) => messages.filter((message) => message.path === path);
  return { to, url: server.url, stop: server.stop };
};

test("requests come in by API and OpenDSR, once each, and their state goes back, signed", async ({
  page,
  request,
}) => {
  const receiver = await startReceiver();
  await signIn(page, "/settings/webhooks");
  await page.getByRole("button", { name: "Add webhook" }).click();
  const addition = page.getByRole("dialog", { name: "Add webhook" });
  await addition.getByLabel("Name").fill("Curlew helpdesk");
  await addition.getByLabel("Address").fill(`${receiver.url}/hook`);
  await addition.getByRole("checkbox", { name: /^Deleted/ }).uncheck();
  await addition.getByRole("checkbox", { name: /^Changed/ }).check();
  await addition.getByRole("checkbox", { name: /^Due soon/ }).check();
  await expectAccessible(page);
  await addition.getByRole("button", { name: "Add webhook" }).click();
  const shown = page.getByRole("dialog", { name: "Copy the secret now" });
  const secret = await shown.getByLabel("Secret of Curlew helpdesk").inputValue();
  await shown.getByRole("button", { name: "Done" }).click();
  const row = page.getByRole("row").filter({ hasText: "Curlew helpdesk" });
  await expect(row).toContainText("Tickets: Changed, Due soon");

  const key = await createKey("Curlew helpdesk", "support");
  const reference = `CURLEW-${randomUUID().slice(0, 8)}`;
  const ticket = { reference, law: "gdpr", names: ["Calidris Ferruginea"], received_on: "2026-01-31" };
  const made = await callServer(key, "POST", "/api/tickets", ticket);
  expect(made).toMatchObject({ status: 201, body: { reference, state: "open", due_on: "2026-02-28" } });
  expect(await callServer(key, "POST", "/api/tickets", ticket)).toMatchObject({
    status: 200,
    body: made.body,
  });
  expect(await callServer(key, "POST", "/api/tickets", { ...ticket, law: "ccpa" })).toMatchObject({
    status: 409,
  });
  expect(await callServer(key, "GET", `/api/tickets/${reference}`)).toMatchObject({
    status: 200,
    body: made.body,
  });
  await expect
    .poll(() =>
      receiver
        .to("/hook")
        .map(({ body }) => body)
        .join(),
    )
    .toContain(reference);
  const told = receiver.to("/hook").find(({ body }) => body.includes(reference));
  new Webhook(secret).verify(told?.body ?? "", told?.headers ?? {});
  expect(told?.body).not.toContain("Calidris");

  const id = randomUUID();
  const { body: discovery } = await callServer(key, "GET", "/opendsr/discovery");
  const { secret: controllersSecret } = discovery["signatures"] as { secret: string };
  const answered = await callServer(key, "POST", "/opendsr/requests", {
    regulation: "gdpr",
    subject_request_id: id,
    subject_request_type: "erasure",
    subject_identities: [
      { identity_type: "email", identity_value: "calidris@example.com", identity_format: "raw" },
    ],
    submitted_time: "2026-01-31T15:00:00Z",
    status_callback_urls: [`${receiver.url}/callbacks`],
  });
  expect(answered).toMatchObject({ status: 201, body: { subject_request_id: id } });
  new Webhook(controllersSecret).verify(JSON.stringify(answered.body), Object.fromEntries(answered.headers));
  expect(answered.headers.get("x-opendsr-processor-domain")).toBe(new URL(sharedProduct().url).host);
  expect(await callServer(key, "GET", `/opendsr/requests/${id}`)).toMatchObject({
    status: 200,
    body: { request_status: "pending" },
  });
  expect(await callServer(key, "DELETE", `/opendsr/requests/${id}`)).toMatchObject({ status: 202 });
  await expect.poll(() => receiver.to("/callbacks").length).toBe(1);
  const [callback] = receiver.to("/callbacks");
  new Webhook(controllersSecret).verify(callback?.body ?? "", callback?.headers ?? {});
  expect(JSON.parse(callback?.body ?? "{}")).toMatchObject({
    subject_request_id: id,
    request_status: "cancelled",
    status_callback_url: `${receiver.url}/callbacks`,
  });

  await page.goto("/tickets");
  await page.getByRole("button", { name: "Find tickets by name or ID" }).click();
  const finding = page.getByRole("dialog", { name: "Find tickets by name or ID" });
  await finding.getByRole("button", { name: "Find tickets" }).click();
  await expect(finding.getByText("Enter a name, an e-mail address or an ID.")).toBeVisible();
  await finding.getByLabel("Name, e-mail or ID").fill("calidris FERRUGINEA");
  await finding.getByRole("button", { name: "Find tickets" }).click();
  await expect(finding.getByRole("link", { name: reference })).toBeVisible();
  await expectAccessible(page);
  await finding.getByLabel("Name, e-mail or ID").fill("Calidris");
  await finding.getByRole("button", { name: "Find tickets" }).click();
  await expect(finding.getByText("No ticket is about exactly this name or ID.")).toBeVisible();
  await finding.getByRole("button", { name: "Cancel" }).click();

  // What cannot be decoded, and who has no key.
  expect(await callServer(key, "GET", "/opendsr/requests/%ff")).toMatchObject({ status: 400 });
  expect((await request.post(`${sharedProduct().url}/opendsr/requests`, { data: {} })).status()).toBe(401);
  expect((await request.post(`${sharedProduct().url}/api/tickets`, { data: {} })).status()).toBe(401);

  await page.goto("/api/docs");
  await expect(page.getByRole("heading", { name: "OpenDSR", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Create a ticket", exact: true })).toBeVisible();

  // Others begin without any.
  await page.goto("/settings/webhooks");
  await row.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page
    .getByRole("dialog", { name: "Delete webhook" })
    .getByRole("button", { name: "Delete 1 webhook" })
    .click();
  await expect(row).toHaveCount(0);
  await receiver.stop();
});
