import { eq, sql } from "drizzle-orm";
import type { Page } from "playwright/test";
import { safetyRules } from "@/drizzle/schema/approvals";
import { members, sessions } from "@/drizzle/schema/members";
import { securityEvents } from "@/drizzle/schema/security";
import { openDatabase, type Database } from "@/lib/database/server/database";
import { findFreePort } from "@/scripts/ports";
import { startProvider, type Person, type RunningProvider } from "@/testing/oidc/start-provider";
import { startProductForTests, type RunningProduct } from "@/testing/product/start-product-for-tests";
import { admin, expect, expectAccessible, test } from "./console";
import { databaseUrlIn } from "./database";

const people: Record<string, Person> = {
  vera: { email: "vera@example.com" },
  adam: { email: "adam@example.com", groups: ["lethe-admins"] },
  eve: { email: "eve@example.net" },
};
let provider: RunningProvider;
let product: RunningProduct;
let database: Database;

test.beforeAll(async () => {
  test.setTimeout(600_000);
  const port = await findFreePort();
  provider = await startProvider({
    redirectUri: `http://localhost:${port}/api/auth/callback/oidc`,
    people,
  });
  product = await startProductForTests({
    env: {
      PORT: String(port),
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
      LETHE_OIDC_ISSUER: provider.issuer,
      LETHE_OIDC_CLIENT_ID: provider.clientId,
      LETHE_OIDC_CLIENT_SECRET: provider.clientSecret,
      LETHE_OIDC_NAME: "Example SSO",
      LETHE_OIDC_EMAIL_DOMAINS: "example.com",
      LETHE_OIDC_ROLE_CLAIM: "groups",
      LETHE_OIDC_ROLES: "lethe-admins=admin",
    },
  });
  database = openDatabase(databaseUrlIn(product.dataDir, "lethe"), { connectionsMax: 1 });
});
test.afterAll(async () => {
  await database.$client.end();
  await product.stop();
  await provider.stop();
});
test.afterEach(({ page }) => page.goto("about:blank"));
// The pages of the provider have no icon.
test.use({ expectedErrors: [/404/] });

/** Fills in the provider's own pages: who one is, and that Lethe may know. */
const atProvider = async (page: Page, subject: string): Promise<void> => {
  await page.waitForURL(`${provider.issuer}/**`);
  await page.locator('input[name="login"]').fill(subject);
  await page.locator('input[name="password"]').fill("any");
  await page.locator('button[type="submit"]').click();
  await page.getByRole("button", { name: "Continue" }).click();
};

const signInAs = async (page: Page, subject: string, path: string): Promise<void> => {
  // Its pages want a font from elsewhere.
  await page.context().route(
    ({ hostname }) => !["localhost", "127.0.0.1"].includes(hostname),
    (route) => route.fulfill({ contentType: "text/css", body: "" }),
  );
  await page.goto(`${product.url}/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByRole("button", { name: "Sign in with Example SSO" }).click();
  await atProvider(page, subject);
};

test("who is not known becomes a viewer, and an admin by group", async ({ page, browser }) => {
  await page.goto(`${product.url}/sign-in`);
  await expectAccessible(page);
  await signInAs(page, "vera", "/history");
  await page.waitForURL(`${product.url}/history`);
  await page.goto(`${product.url}/settings/account`);
  await expect(page.getByText("vera@example.com").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Change password" })).toHaveCount(0);
  expect((await page.request.get(`${product.url}/api/ledger/export`)).status()).toBe(403);

  const other = await (await browser.newContext()).newPage();
  await signInAs(other, "adam", "/settings/members");
  const table = other.getByRole("table", { name: "Members" });
  await expect(table.getByRole("row").filter({ hasText: "adam@example.com" })).toContainText("Admin");
  await expect(table.getByRole("row").filter({ hasText: "vera@example.com" })).toContainText("Viewer");
  await other.context().close();
});

test("another domain and disabled members are refused in words", async ({ page, browser }) => {
  await signInAs(page, "eve", "/history");
  await page.waitForURL("**/sign-in?error=email_domain");
  await expect(page.getByRole("alert").filter({ hasText: "not of a domain" })).toBeVisible();
  await expectAccessible(page);
  expect(await database.$count(members, eq(members.email, "eve@example.net"))).toBe(0);

  await database
    .insert(members)
    .values({ email: "gone@example.com", role: "support", disabledAt: new Date() });
  people["gone"] = { email: "gone@example.com" };
  const other = await (await browser.newContext()).newPage();
  await signInAs(other, "gone", "/history");
  await expect(other.getByRole("alert").filter({ hasText: "Your account is disabled." })).toBeVisible();
  expect((await other.request.get(`${product.url}/api/deletions`)).status()).toBe(401);
  await other.context().close();
});

test("what comes back wrong from the provider is refused in words, and a security event", async ({
  page,
  request,
}) => {
  people["odd"] = { email: "\u212aate@example.com" };
  await signInAs(page, "odd", "/history");
  await page.waitForURL("**/sign-in?error=email_unfit");
  await expect(page.getByRole("alert").filter({ hasText: "cannot take the email address" })).toBeVisible();
  const forged = await request.get(`${product.url}/api/auth/callback/oidc?code=a&state=b`);
  const back = await request.get(`${product.url}/api/auth/callback/oidc?code=a`, { maxRedirects: 0 });
  expect(back.headers()["cache-control"]).toContain("no-store");
  expect(forged.url()).toMatch(/\/sign-in\?.*error=OAuthCallback$/);
  for (const code of ["__proto__", "constructor"])
    expect((await request.get(`${product.url}/sign-in?error=${code}`)).status()).toBe(200);
  await expect
    .poll(async () => {
      const rows = await database
        .select()
        .from(securityEvents)
        .where(eq(securityEvents.kind, "sign_in_failed"));
      return rows.map(({ detail }) => detail["reason"]);
    })
    .toEqual(expect.arrayContaining(["email_unfit", "exchange"]));
});

test("who signed in long ago confirms it at the provider, and what was typed is not lost", async ({
  page,
}) => {
  test.slow();
  await signInAs(page, "adam", "/settings/api-keys");
  await page.waitForURL(`${product.url}/settings/api-keys`);
  const [session] = await database
    .select()
    .from(sessions)
    .orderBy(sql`${sessions.createdAt} desc`)
    .limit(1);
  await database.update(sessions).set({ authenticatedAt: sql`now() - interval '1 hour'` });

  await page.getByRole("button", { name: "Create API key" }).click();
  const form = page.getByRole("dialog", { name: "Create API key" });
  await form.getByLabel("Name").fill("Written before");
  await form.getByRole("button", { name: "Create API key" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm it’s you" });
  await expectAccessible(page);
  const [popup] = await Promise.all([
    page.context().waitForEvent("page"),
    dialog.getByRole("button", { name: "Sign in with Example SSO" }).click(),
  ]);
  // It knows the person, and asks all the same.
  await popup.waitForURL(`${provider.issuer}/**`);
  await popup.locator('input[name="login"]').fill("adam");
  await popup.locator('input[name="password"]').fill("any");
  await popup.locator('button[type="submit"]').click();
  await expect(page.getByRole("dialog", { name: "Copy the key now" })).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("Written before")).toBeVisible();
  // The session went on.
  const [after] = await database
    .select()
    .from(sessions)
    .where(eq(sessions.id, session?.id ?? ""));
  expect(after?.endedAt).toBeNull();
});

test("under the second-person rule an admin links their account from their own session alone", async ({
  page,
  browser,
}) => {
  people["boss"] = { email: admin.email };
  const rule = { isOn: true, changedAt: new Date() };
  await database.insert(safetyRules).values(rule).onConflictDoUpdate({ target: safetyRules.id, set: rule });
  const other = await (await browser.newContext()).newPage();
  await signInAs(other, "boss", "/history");
  await other.waitForURL("**/sign-in?error=link_first");
  await expect(other.getByRole("alert").filter({ hasText: "link it in Settings → Account" })).toBeVisible();

  await page.goto(`${product.url}/sign-in?next=/settings/account`);
  await page.getByLabel("Email").fill(admin.email);
  await page.getByRole("textbox", { name: "Password" }).fill(admin.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(`${product.url}/settings/account`);
  await page.context().route(
    ({ hostname }) => !["localhost", "127.0.0.1"].includes(hostname),
    (route) => route.fulfill({ contentType: "text/css", body: "" }),
  );
  await expectAccessible(page);
  await page.getByRole("button", { name: "Link your account" }).click();
  await atProvider(page, "boss");
  await page.waitForURL(`${product.url}/settings/account`);
  await expect(page.getByText("You can sign in with your account there.")).toBeVisible();

  // The provider knows the person by now.
  await other.goto(`${product.url}/sign-in?next=/history`);
  await other.getByRole("button", { name: "Sign in with Example SSO" }).click();
  await other.waitForURL(`${product.url}/history`);
  await other.context().close();
});
