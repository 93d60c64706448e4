import { randomBytes, randomUUID } from "node:crypto";
import type { Page } from "playwright/test";
import { hashPassword } from "@/lib/members/server/password";
import {
  admin,
  collectErrors,
  expect,
  expectAccessible,
  importMemories,
  memoriesReady,
  signIn,
  test,
  viewOf,
} from "./console";
import { connectToDatabase } from "./database";

/** What each test calls its tickets by: others may run beside it. */
const marker = () => `T${randomBytes(3).toString("hex")}`;

/** Fills in what a ticket needs, and makes it. */
const createTicket = async (page: Page, reference: string, names: string): Promise<void> => {
  await page.goto("/tickets/new");
  await page.getByLabel("Names and ids").fill(names);
  await page.getByLabel("Reference", { exact: true }).fill(reference);
  await page.getByRole("button", { name: "Create ticket" }).click();
  await expect(page.getByRole("heading", { name: reference, exact: true })).toBeVisible();
};

const status = (page: Page) => page.getByRole("region", { name: "Status" });
const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

test("a ticket is made by hand, checked, erased by a deletion that names it, and closed", async ({
  page,
}) => {
  test.slow();
  const reference = `GDPR-${marker()}`;
  const user = `wren-${reference.toLowerCase()}`;
  await signIn(page, "/tickets");
  await page.getByRole("button", { name: "New ticket" }).click();
  await page.waitForURL("**/tickets/new");
  await page.getByRole("button", { name: "Create ticket" }).click();
  await expect(page.getByText("Enter a reference, such as")).toBeVisible();
  await page.getByLabel("Reference", { exact: true }).fill(reference);
  await page.getByLabel("Names and ids").fill(`Wren Osprey, ${user}-1`);
  await page.getByLabel("Received on").fill("2026-01-31");
  await page.getByLabel("Law").selectOption("GDPR");
  await expect(page.getByText("Answer by 28 Feb 2026.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create ticket" }).click();

  await expect(page.getByRole("heading", { name: reference })).toBeVisible();
  await expect(status(page).getByText(/\d+ days? overdue/)).toBeVisible();
  await expect(page.getByRole("link", { name: /^Tickets/ })).toContainText("due in 7 days or overdue");
  await expect(region(page, "Who").getByRole("listitem")).toHaveText(["Wren Osprey", `${user}-1`]);
  await page.getByRole("button", { name: "Check identity…" }).click();
  await page.getByRole("dialog").getByLabel("How").selectOption("Answered from a known e-mail address");
  await page.getByRole("dialog").getByRole("button", { name: "Identity checked" }).click();
  await expect(region(page, "Who").getByText("Answered from a known e-mail address")).toBeVisible();
  await expect(page.getByRole("button", { name: "Find them" })).toBeVisible();
  await page.getByLabel("Recipient").fill("Data warehouse");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await region(page, "Tell").getByRole("checkbox", { name: "Data warehouse" }).click();
  await expect(region(page, "Tell").getByText("told")).toBeVisible();
  await page.getByLabel("Note").fill("Called, will write again");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(region(page, "Timeline").getByText("Called, will write again")).toBeVisible();
  await expectAccessible(page);

  // In a second window, which learns of it by itself.
  const watcher = await page.context().newPage();
  const watcherErrors = collectErrors(watcher);
  await watcher.goto(`/tickets/${encodeURIComponent(reference)}`);
  await expect(watcher.getByRole("status").filter({ hasText: /^Live$/ })).toBeVisible();

  await page.goto("/memories");
  await importMemories(page, user, 3);
  await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${user}-1` }));
  await memoriesReady(page);
  await page.getByRole("checkbox", { name: "Select all on this page" }).click();
  await page.getByRole("button", { name: "Delete 3 memories" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete memories" });
  const ticketField = dialog.getByLabel("Ticket reference");
  // By a name, which stands in no address.
  await ticketField.fill("wren osprey");
  await dialog.getByRole("option", { name: reference }).click();
  await expect(ticketField).toHaveValue(reference);
  await dialog.getByRole("button", { name: "Delete 3 memories" }).click();
  await expect(dialog).toBeHidden();

  await expect(status(watcher).getByText(/^3 memories erased and verified absent in 1 store/)).toBeVisible();
  await expect(region(watcher, "Erased").getByText("Verified absent")).toBeVisible();
  await expect(region(watcher, "Timeline").getByText("Deletion of 3 memories requested")).toBeVisible();
  await watcher.getByRole("button", { name: "Close ticket…" }).click();
  await watcher.getByRole("dialog").getByRole("button", { name: "Close ticket" }).click();
  await expect(status(watcher).getByText("Closed, done")).toBeVisible();
  await expect(region(watcher, "Looked at again").getByText(/^Next/)).toBeVisible();
  await expectAccessible(watcher);
  expect(watcherErrors).toEqual([]);
});

test("the palette makes a ticket of a name; of whom nothing is stored it is closed with nothing erased", async ({
  page,
}) => {
  test.slow();
  const reference = `NONE-${marker()}`;
  const name = `Quorn Zyzzyva ${reference}`;
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  await signIn(page, "/tickets");
  const palette = page.getByPlaceholder("Find a page, action, entity, ticket or ID");
  await page.keyboard.press("Control+k");
  await palette.fill(name);
  await page.getByRole("option", { name: "New ticket for" }).click();
  await page.waitForURL("**/tickets/new");
  await expect(page.getByLabel("Names and ids")).toHaveValue(name);
  // What is typed now goes into the first field.
  await expect(page.getByLabel("Reference", { exact: true })).toBeFocused();
  await page.keyboard.type(reference);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: reference, exact: true })).toBeFocused();
  await page.getByRole("button", { name: "Check identity…" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Identity checked" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Find them" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Searched .*What is stored later is not shown/)).toBeVisible();
  await page.getByRole("link", { name: reference }).click();
  await expect(region(page, "Found").getByText(/^0 theirs/)).toBeVisible();
  await page.getByRole("button", { name: "Nothing to erase: close…" }).click();
  await expect(page.getByRole("dialog").getByText("has found nothing of the person")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Close ticket" }).click();
  await expect(status(page).getByText("Closed, done")).toBeVisible();
  await expect(status(page).getByText(/^Nothing was found to erase/)).toBeVisible();

  await page.goto("/people");
  await page.keyboard.press("Control+k");
  await palette.fill(`Quorn ${reference}`);
  await page.getByRole("option", { name: "Find “Quorn" }).click();
  await expect(page.getByRole("textbox", { name: "Name, e-mail or id" })).toHaveValue(`Quorn ${reference}`);
  await expect(page.getByText(/^Searched .*What is stored later is not shown/)).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");
  const ofPages = addresses.filter((address) => /^\/(people|tickets)/.test(new URL(address).pathname));
  expect(ofPages.map((address) => address.replace(/#.*$/, "")).join("\n")).not.toMatch(/quorn|zyzzyva/i);
});

test("a reference that is taken, in any case, is told with a link, and nothing typed is lost", async ({
  page,
}) => {
  const reference = `CASE-${marker()}`;
  await signIn(page, "/tickets");
  await createTicket(page, reference, "Avocet");
  await page.goto("/tickets/new");
  await page.getByLabel("Names and ids").fill("Bittern, bittern@example.com");
  await page.getByLabel("Reference", { exact: true }).fill(reference.toLowerCase());
  await page.getByLabel("Law").selectOption("CCPA");
  await page.getByRole("button", { name: "Create ticket" }).click();
  const alert = page.getByRole("alert").filter({ hasText: reference });
  await expect(alert).toBeVisible();
  await expect(page.getByLabel("Names and ids")).toHaveValue("Bittern, bittern@example.com");
  await expect(page.getByLabel("Law")).toHaveValue("ccpa");
  await alert.getByRole("link", { name: "that ticket" }).click();
  await expect(region(page, "Who").getByText("Avocet")).toBeVisible();
});

test("a helpdesk's link fills in the form, through sign-in, and no server sees the names", async ({
  browser,
  page,
}) => {
  await signIn(page, "/tickets");
  const context = await browser.newContext();
  const stranger = await context.newPage();
  const errors = collectErrors(stranger);
  const addresses: string[] = [];
  stranger.on("request", (request) => addresses.push(request.url(), request.headers().referer ?? ""));
  const reference = `DESK-${marker()}`;
  await stranger.goto(
    `/tickets/new#ref=${reference}&user=corncrake-7&email=corncrake%40example.com&received=2026-11-01`,
  );
  await stranger.getByLabel("Email").fill(admin.email);
  await stranger.getByLabel("Password").fill(admin.password);
  await stranger.getByRole("button", { name: "Sign in" }).click();
  await expect(stranger.getByLabel("Reference", { exact: true })).toHaveValue(reference);
  await expect(stranger.getByLabel("Names and ids")).toHaveValue("corncrake-7\ncorncrake@example.com");
  await expect(stranger.getByLabel("Received on")).toHaveValue("2026-11-01");
  expect(new URL(stranger.url()).hash).toBe("");
  // Signed in, too, and while the page is open.
  await stranger.goto(`/tickets/new#user=dunlin`);
  await expect(stranger.getByLabel("Names and ids")).toHaveValue("dunlin");
  // What stands behind the # of an address is never sent.
  const sent = addresses.map((address) => address.replace(/#.*$/, "")).join("\n");
  expect(sent).not.toMatch(/corncrake|dunlin/i);
  expect(errors).toEqual([]);
  await context.close();
});

test("a reference may hold any visible character, and makes an address all the same", async ({ page }) => {
  const reference = `Fall ${marker()}/ä 100%?#&+ 🦤`;
  await signIn(page, "/tickets");
  await createTicket(page, reference, "Godwit");
  await page.goto("/tickets");
  await page.getByRole("link", { name: reference }).click();
  await expect(region(page, "Who").getByText("Godwit")).toBeVisible();
  await page.reload();
  await expect(region(page, "Who").getByText("Godwit")).toBeVisible();
});

test("the list is walked by keys, filtered in the address, and given out in bulk", async ({ page }) => {
  const mark = marker();
  await signIn(page, "/tickets");
  for (const number of [1, 2]) await createTicket(page, `BULK-${mark}-${number}`, `Knot ${mark}`);
  await page.goto("/tickets");
  const table = page.getByRole("table", { name: "Tickets" });
  const row = (number: number) => table.getByRole("row").filter({ hasText: `BULK-${mark}-${number}` });
  for (const number of [1, 2])
    await row(number)
      .getByRole("checkbox", { name: `Select ticket BULK-${mark}-${number}` })
      .click();
  const bar = region(page, "Selection");
  await expect(bar.getByText("2 selected")).toBeVisible();
  await bar.getByLabel("Assign to").selectOption(admin.email);
  await bar.getByRole("button", { name: "Assign 2 tickets" }).click();
  await expect(bar).toBeHidden();
  await expect(row(1)).toContainText(admin.email);
  await expect(row(2)).toContainText(admin.email);
  await page.getByLabel("Assigned to", { exact: true }).selectOption("Me");
  await page.waitForURL("**/tickets?assignee=me");
  await expect(row(1)).toBeVisible();
  await page.getByLabel("Assigned to", { exact: true }).selectOption("Nobody");
  await expect(row(1)).toBeHidden();
  await page.goBack();
  await expect(row(1)).toBeVisible();
  await expectAccessible(page);
  await row(1).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/tickets/BULK-${mark}-1`);
  await page.goto("/tickets?state=sideways");
  await expect(page.getByText("The state in this link is not valid.")).toBeVisible();
});

test("an auditor sees the course of a ticket and not whom it is about; a viewer sees none", async ({
  browser,
  page,
}) => {
  const reference = `AUDIT-${marker()}`;
  await signIn(page, "/tickets");
  await createTicket(page, reference, "Ruff Whimbrel");
  await page.getByLabel("Note").fill("Sister of Whimbrel");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(region(page, "Timeline").getByText("Sister of Whimbrel")).toBeVisible();
  const database = await connectToDatabase();
  const password = "six patient egrets fish";
  const passwordHash = await hashPassword(password);
  for (const role of ["auditor", "viewer"]) {
    const email = `${role}-${reference.toLowerCase()}@example.com`;
    await database.query(
      "insert into members (id, email, role, password_hash, created_at) values ($1, $2, $3, $4, now())",
      [randomUUID(), email, role, passwordHash],
    );
    const context = await browser.newContext();
    const other = await context.newPage();
    await signIn(other, `/tickets/${reference}`, { email, password });
    if (role === "auditor") {
      await expect(other.getByRole("heading", { name: reference })).toBeVisible();
      await expect(region(other, "Timeline").getByText("Shown to those who may read memories")).toBeVisible();
      await expect(other.getByRole("button", { name: /Check identity|Deny|Close|Add/ })).toHaveCount(0);
      await other.goto("/tickets");
      await expect(other.getByRole("link", { name: reference })).toBeVisible();
      await expect(other.getByRole("button", { name: "New ticket" })).toHaveCount(0);
      expect(await other.content()).not.toContain("Whimbrel");
    } else {
      await expect(other.getByText("You do not have access to this page")).toBeVisible();
    }
    await context.close();
  }
  await database.query("update members set disabled_at = now() where email like $1", [
    `%-${reference.toLowerCase()}@example.com`,
  ]);
  await database.end();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("a ticket is made in a deletion's dialog, and its page fits", async ({ page }) => {
    const user = `siskin-${marker().toLowerCase()}`;
    const reference = `PHONE-${user}`;
    await signIn(page);
    await importMemories(page, user, 2);
    await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${user}-1` }));
    await memoriesReady(page);
    await page.getByRole("checkbox", { name: "Select all on this page" }).click();
    await page.getByRole("button", { name: "Delete 2 memories" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete memories" });
    await dialog.getByLabel("Ticket reference").fill(reference);
    await dialog.getByRole("option", { name: `New ticket ${reference}` }).click();
    const making = page.getByRole("dialog", { name: "New ticket" });
    await expect(making.getByLabel("Reference", { exact: true })).toHaveValue(reference);
    await making.getByLabel("Names and ids").fill(`${user}-1`);
    await expectAccessible(page);
    await making.getByRole("button", { name: "Create ticket" }).click();
    await expect(making).toBeHidden();
    await expect(dialog.getByLabel("Ticket reference")).toHaveValue(reference);
    await dialog.getByRole("button", { name: "Delete 2 memories" }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole("link", { name: /^Tickets/ }).click();
    await page.getByRole("link", { name: reference }).click();
    await expect(status(page).getByText(/^2 memories erased and verified absent/)).toBeVisible();
    await expectAccessible(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(390);
  });
});
