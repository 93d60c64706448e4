import type { Page } from "playwright/test";
import { collectErrors, expect, expectAccessible, signIn, test } from "./console";
import { connectToDatabase } from "./database";

/** A password that is accepted, and another one. */
const [firstPassword, secondPassword] = ["nine slow barges pass", "seven grey geese fly"];

const rowOf = (page: Page, email: string) =>
  page.getByRole("table", { name: "Members" }).getByRole("row").filter({ hasText: email });

/** Opens a row's menu with the keyboard, and chooses from it. */
const choose = async (page: Page, email: string, item: string) => {
  await rowOf(page, email)
    .getByRole("button", { name: `Actions for ${email}` })
    .press("Enter");
  await page.getByRole("menuitem", { name: item }).press("Enter");
};

/** The link that the dialog shows. */
const shownLink = async (page: Page, email: string): Promise<string> => {
  const shown = page.getByRole("dialog", { name: "Copy the link now" });
  const field = shown.getByLabel(`Link for ${email}`);
  await expect(field).toHaveValue(/\/join#[\w-]{43}$/);
  const link = await field.inputValue();
  await shown.getByRole("button", { name: "Done" }).click();
  await expect(shown).toBeHidden();
  return link;
};

test("invite a member, who joins with a role; change it, disable, enable and reset", async ({
  page,
  browser,
}) => {
  test.slow();
  const email = "grace@example.com";
  const other = await (await browser.newContext()).newPage();
  const errors = collectErrors(other);
  const requested: string[] = [];
  other.on("request", (request) => requested.push(request.url()));

  await signIn(page, "/settings/members");
  await expect(rowOf(page, "ada@example.com")).toContainText("you");

  await test.step("the link is shown once", async () => {
    await page.getByRole("button", { name: "Invite member" }).click();
    const invitation = page.getByRole("dialog", { name: "Invite member" });
    await expect(invitation.getByLabel("Email")).toBeFocused();
    await invitation.getByRole("button", { name: "Invite member" }).click();
    await expect(invitation.getByText("Enter an email address.")).toBeVisible();
    await expectAccessible(page);
    await invitation.getByLabel("Email").fill("Ada@Example.com");
    await page.keyboard.press("Enter");
    await expect(invitation.getByRole("alert")).toContainText("ada@example.com is already a member.");
    await invitation.getByLabel("Email").fill(email);
    await invitation.getByRole("radio", { name: "Support" }).check();
    await page.keyboard.press("Enter");
    const shown = page.getByRole("dialog", { name: "Copy the link now" });
    await expect(shown.getByText(/It will not be shown again/)).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(shown).toBeVisible();
  });
  const invitation = await shownLink(page, email);
  await expect(rowOf(page, email)).toContainText("Invited, expires in 7 days");
  await expectAccessible(page);

  await test.step("another person joins with it, once", async () => {
    await other.goto(invitation);
    await expect(other.getByRole("heading", { name: "Join Lethe" })).toBeVisible();
    await expect(other.getByText(/ada@example\.com has invited you with the role support\./)).toBeVisible();
    await expect(other.getByLabel("Email")).toHaveValue(email);
    await expectAccessible(other);
    const password = other.getByLabel("New password");
    await expect(password).toBeFocused();
    await password.fill("too short");
    await other.keyboard.press("Enter");
    await expect(other.getByText("A password must have at least 12 characters.")).toBeVisible();
    await password.fill("password2026!");
    await other.keyboard.press("Enter");
    await expect(other.getByText(/one of the most common/)).toBeVisible();
    await password.fill(firstPassword);
    await other.keyboard.press("Enter");
    await other.waitForURL((url) => url.pathname === "/");
    await expect(other.getByRole("link", { name: "Delete" }).first()).toBeVisible();
    await expect(other.getByRole("link", { name: "Ledger" })).toHaveCount(0);

    await other.goto(invitation);
    await expect(other.getByRole("heading", { name: "This link was already used" })).toBeVisible();
    await expectAccessible(other);
    await other.goto("/join#unknown");
    await expect(other.getByRole("heading", { name: "This link does not work" })).toBeVisible();
    // The address bar has the token, and no request does.
    const token = invitation.split("#")[1] ?? "";
    expect(requested.filter((url) => url.includes(token) && !url.includes("#"))).toEqual([]);
    await page.reload();
    await expect(rowOf(page, email)).toContainText("Active");
  });

  await test.step("another role counts from the next request on, after signing in again", async () => {
    await other.goto("/memories");
    await choose(page, email, "Change role");
    const dialog = page.getByRole("dialog", { name: "Change role" });
    await expectAccessible(page);
    await dialog.getByRole("radio", { name: "Auditor" }).check();
    await dialog.getByRole("button", { name: "Change role" }).click();
    await expect(rowOf(page, email)).toContainText("Auditor");
    await other.goto("/ledger");
    await other.waitForURL("**/sign-in?next=*");
    await other.getByLabel("Email").fill(email);
    await other.getByLabel("Password", { exact: true }).fill(firstPassword);
    await other.keyboard.press("Enter");
    await other.waitForURL("**/ledger");
    await other.goto("/settings/members");
    await expect(other.getByText("You do not have access to this page")).toBeVisible();
  });

  await test.step("a reset link sets another password", async () => {
    await choose(page, email, "Create reset link");
    const dialog = page.getByRole("dialog", { name: "Create reset link" });
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Create reset link" }).click();
    const reset = await shownLink(page, email);
    await other.goto(reset);
    await expect(other.getByRole("heading", { name: "Choose a new password" })).toBeVisible();
    await other.getByLabel("New password").fill(secondPassword);
    await other.getByRole("button", { name: "Set the password" }).click();
    await other.waitForURL((url) => url.pathname !== "/join");
  });

  await test.step("who is disabled is out, and in again when enabled", async () => {
    await choose(page, email, "Disable");
    await page
      .getByRole("dialog", { name: "Disable member" })
      .getByRole("button", { name: "Disable member" })
      .click();
    await expect(rowOf(page, email)).toContainText("Disabled");
    await other.goto("/history");
    await other.waitForURL("**/sign-in?next=*");
    await choose(page, email, "Enable");
    await page
      .getByRole("dialog", { name: "Enable member" })
      .getByRole("button", { name: "Enable member" })
      .click();
    await expect(rowOf(page, email)).toContainText("Active");
    await other.getByLabel("Email").fill(email);
    await other.getByLabel("Password", { exact: true }).fill(secondPassword);
    await other.keyboard.press("Enter");
    await other.waitForURL("**/history");
  });

  await test.step("a dialog that is left gives the keyboard back to its row", async () => {
    await choose(page, email, "Change role");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: `Actions for ${email}` })).toBeFocused();
  });

  await test.step("the last admin stays, and the ledger has it all by name", async () => {
    await choose(page, "ada@example.com", "Disable");
    const dialog = page.getByRole("dialog", { name: "Disable member" });
    await dialog.getByRole("button", { name: "Disable member" }).click();
    await expect(dialog.getByRole("alert")).toContainText("ada@example.com is the only active admin.");
    await page.keyboard.press("Escape");
    await page.goto("/ledger");
    const events = page.getByRole("table", { name: "Ledger events" });
    for (const words of [
      "Member invited: grace@example.com, support",
      "Member joined: grace@example.com, support",
      "Member's role changed: grace@example.com, auditor",
      "Password reset link created: grace@example.com",
      "Member's password changed: grace@example.com",
      "Member disabled: grace@example.com",
      "Member enabled: grace@example.com",
    ]) {
      await expect(events.getByText(words).first()).toBeVisible();
    }
  });
  // A page whose session has just been ended may still ask for something.
  expect(errors.filter((error) => !error.includes("401 (Unauthorized)"))).toEqual([]);
  await other.context().close();
});

test("an address from before that hides something is named by its characters", async ({ page }) => {
  const client = await connectToDatabase();
  try {
    await client.query("insert into members (email, role) values ($1, 'viewer')", [
      "eve\u200b\u202e@example.com",
    ]);
    await signIn(page, "/settings/members");
    const shown = "eveU+200BU+202E@example.com";
    await expect(rowOf(page, shown)).toBeVisible();
    await rowOf(page, shown).getByRole("button", { name: "Actions for eve⟨U+200B⟩⟨U+202E⟩@" }).press("Enter");
    await page.getByRole("menuitem", { name: "Change role" }).press("Enter");
    await expect(page.getByRole("dialog", { name: "Change role" })).toContainText(shown);
    await page.keyboard.press("Escape");
  } finally {
    await client.query("delete from members where email like 'eve%@example.com'");
    await client.end();
  }
});
