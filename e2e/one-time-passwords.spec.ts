import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright/test";
import { members, sessions } from "@/drizzle/schema/members";
import { openDatabase, type Database } from "@/lib/database/server/database";
import { hashPassword } from "@/lib/members/server/password";
import { startProductForTests } from "@/testing/product/start-product-for-tests";
import { admin, collectErrors, expect, expectAccessible, signIn, test } from "./console";
import { databaseUrl } from "./database";

// Members of their own: with one-time passwords, other tests could not sign in as theirs.

const password = "eight brass kettles sing";
let database: Database;
test.beforeAll(() => {
  database = openDatabase(databaseUrl("lethe"), { connectionsMax: 1 });
});
test.afterAll(() => database.$client.end());
// A wrong code is an answer of 401, which the browser writes to its console.
test.use({ expectedErrors: [/401/] });

const makeMember = async (): Promise<{ id: string; email: string }> => {
  const email = `${randomBytes(6).toString("hex")}@example.com`;
  const passwordHash = await hashPassword(password);
  const [row] = await database.insert(members).values({ email, role: "support", passwordHash }).returning();
  return { id: row?.id ?? "", email };
};

/** What an authenticator app shows now, or one step later: a code is taken half a minute before its time, too. */
const codeOf = (key: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() + steps * 30_000 });

const givePassword = async (page: Page, email: string, given = password): Promise<void> => {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(given);
  await page.getByRole("button", { name: "Sign in" }).click();
};

/** Turns one-time passwords on, in Settings → Account; answers their key and the recovery codes. */
const turnOn = async (page: Page): Promise<{ key: string; codes: string[] }> => {
  const button = page.getByRole("button", { name: "Turn on one-time passwords" });
  // The page lives when React knows the button: one that is pressed before does nothing.
  await expect
    .poll(() =>
      button.evaluate((element) => Object.keys(element).some((key) => key.startsWith("__reactProps"))),
    )
    .toBe(true);
  await button.click();
  const dialog = page.getByRole("dialog", { name: "Turn on one-time passwords" });
  const key = (await dialog.getByTestId("totp-key").innerText()).replace(/ /g, "");
  await expect(dialog.getByRole("img", { name: /QR code/ })).toBeVisible();
  await expectAccessible(page);
  const code = dialog.getByLabel("One-time password");
  await expect(code).toBeFocused();
  await code.fill("000000");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("This code is not right.");
  await code.fill(codeOf(key));
  await page.keyboard.press("Enter");
  const shown = page.getByRole("dialog", { name: "Keep your recovery codes" });
  await expect(shown.getByText(/will not be shown again/)).toBeVisible();
  await expectAccessible(page);
  const codes = await shown
    .getByRole("list", { name: "Recovery codes" })
    .getByRole("listitem")
    .allInnerTexts();
  await shown.getByRole("button", { name: "Done" }).click();
  await expect(shown).toBeHidden();
  return { key, codes };
};

const signOut = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in**");
};

const isRefused = (page: Page) =>
  expect(page.getByRole("alert").filter({ hasText: "This code is not right." })).toBeVisible();

test("a member turns one-time passwords on, and signs in with a code and a recovery code, each once", async ({
  page,
}) => {
  test.slow();
  const { id, email } = await makeMember();
  await page.goto("/sign-in?next=/settings/account");
  await givePassword(page, email);
  await page.waitForURL("**/settings/account");
  const { key, codes } = await turnOn(page);
  expect(codes).toHaveLength(10);
  await expect(page.getByText("10 recovery codes are left.")).toBeVisible();
  await signOut(page);

  await page.goto("/sign-in?next=/settings/account");
  await givePassword(page, email);
  const code = page.getByLabel("One-time password");
  await expect(code).toBeFocused();
  await expect(code).toHaveAttribute("autocomplete", "one-time-code");
  await expect(code).toHaveAttribute("inputmode", "numeric");
  await expectAccessible(page);
  // There is no session yet.
  expect((await page.request.get("/api/memories")).status()).toBe(401);
  await code.fill("000000");
  await page.keyboard.press("Enter");
  await isRefused(page);
  const used = codeOf(key, 1);
  await code.fill(used);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/settings/account");
  await signOut(page);

  await page.goto("/sign-in?next=/settings/account");
  await givePassword(page, email);
  await code.fill(used);
  await page.keyboard.press("Enter");
  const told = page
    .getByRole("alert")
    .filter({ hasText: "This code was already used. Wait for the next one." });
  await expect(told).toBeVisible();
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(codes[0] ?? "");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/settings/account");
  await expect(page.getByText("9 recovery codes are left.")).toBeVisible();

  // Who signed in too long ago is asked for both again, and then it is done.
  await database
    .update(sessions)
    .set({ authenticatedAt: sql`${sessions.authenticatedAt} - interval '13 hours'` })
    .where(eq(sessions.memberId, id));
  await page.getByRole("button", { name: "New recovery codes" }).click();
  await page.getByRole("button", { name: "Create new codes" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm it’s you" });
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Use a recovery code" }).click();
  await dialog.getByLabel("Recovery code").fill(codes[0] ?? "");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("A recovery code works once.");
  await dialog.getByLabel("Recovery code").fill(codes[1] ?? "");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Keep your recovery codes" })).toBeVisible();
});

test("what was lost is removed by an admin's reset link, and a stolen app is worth nothing from then on (ASVS 2.5.6, 2.5.7) (ASVS 2.8.6)", async ({
  page,
  browser,
  baseURL,
}) => {
  test.slow();
  const { email } = await makeMember();
  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const other = await context.newPage();
  const errors = collectErrors(other);
  await other.goto("/sign-in?next=/settings/account");
  await givePassword(other, email);
  await other.waitForURL("**/settings/account");
  const { key } = await turnOn(other);
  await signOut(other);

  await signIn(page, "/settings/members");
  const row = page.getByRole("table", { name: "Members" }).getByRole("row").filter({ hasText: email });
  await expect(row).toContainText("Yes");
  await row.getByRole("button", { name: `Actions for ${email}` }).press("Enter");
  await page.getByRole("menuitem", { name: "Create reset link" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Create reset link" });
  await dialog.getByRole("checkbox", { name: /^Also remove one-time passwords/ }).check();
  await dialog.getByRole("button", { name: "Create reset link" }).click();
  const link = await page.getByLabel(`Link for ${email}`).inputValue();

  await other.goto(link);
  await expect(other.getByText(/Your one-time passwords are removed/)).toBeVisible();
  await other.getByLabel("New password").fill("seven grey geese fly");
  await other.getByRole("button", { name: "Set the password" }).click();
  await other.waitForURL((url) => url.pathname !== "/join");
  await other.goto("/settings/account");
  // The lost key is not taken up again: another one is made.
  const renewed = await turnOn(other);
  expect(renewed.key).not.toBe(key);
  await signOut(other);
  await other.goto("/sign-in?next=/settings/account");
  await givePassword(other, email, "seven grey geese fly");
  await other.getByLabel("One-time password").fill(codeOf(key, 1));
  await other.keyboard.press("Enter");
  await isRefused(other);
  expect(errors.filter((error) => !/401/.test(error))).toEqual([]);
  await context.close();
});

test.describe("where they are required of admins", () => {
  // Until then the page's own requests are refused, too.
  test.use({ expectedErrors: [/401|403/] });

  test("nothing else can be done before they are on (ASVS 4.3.1)", async ({ page }) => {
    test.slow();
    const product = await startProductForTests({
      env: { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password, LETHE_ADMIN_TOTP: "required" },
    });
    try {
      await page.goto(`${product.url}/sign-in`);
      await givePassword(page, admin.email, admin.password);
      await page.waitForURL("**/settings/account");
      await expect(page.getByText(/Admins of this Lethe need one-time passwords\./)).toBeVisible();
      await expectAccessible(page);
      // Not even what stores there are.
      expect(await page.content()).not.toContain("Built-in store");
      for (const path of ["/memories", "/delete", "/history", "/settings/members", "/ledger"]) {
        await page.goto(product.url + path);
        await page.waitForURL("**/settings/account");
      }
      const refused = await page.request.get(`${product.url}/api/ledger/export`);
      expect(refused.status()).toBe(403);
      expect(await refused.text()).toContain("need one-time passwords");
      await turnOn(page);
      await expect(page.getByRole("button", { name: "Turn off" })).toHaveCount(0);
      // At once, on the page that is open.
      await expect(page.getByRole("button", { name: "Store: Built-in store" })).toBeVisible();
      await page.goto(`${product.url}/settings/members`);
      await expect(page.getByRole("table", { name: "Members" })).toContainText("Yes");
    } finally {
      await page.goto("about:blank");
      await product.stop();
    }
  });
});
