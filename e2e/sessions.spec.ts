import { randomBytes } from "node:crypto";
import type { APIRequestContext, Browser, BrowserContext, Page } from "playwright/test";
import { members, sessions } from "@/drizzle/schema/members";
import { endSessions } from "@/lib/access/server/end-sessions";
import type { Role } from "@/lib/access/types";
import { openDatabase, type Database } from "@/lib/database/server/database";
import { hashPassword } from "@/lib/members/server/password";
import { eq, sql } from "drizzle-orm";
import { expect, expectAccessible, test } from "./console";
import { databaseUrl } from "./database";

// Members of their own: what is done here ends sessions, which other tests share.

const password = "eight brass kettles sing";
const cookieName = "lethe.session";
let database: Database;
// A page whose session ends is refused what it asks for next, which the browser writes to its console.
test.use({ expectedErrors: [/401/] });
test.beforeAll(() => {
  database = openDatabase(databaseUrl("lethe"), { connectionsMax: 1 });
});
test.afterAll(() => database.$client.end());

const makeMember = async (role: Role = "viewer"): Promise<{ id: string; email: string }> => {
  const email = `${randomBytes(6).toString("hex")}@example.com`;
  const passwordHash = await hashPassword(password);
  const [row] = await database.insert(members).values({ email, role, passwordHash }).returning();
  return { id: row?.id ?? "", email };
};

const signInByForm = async (page: Page, email: string, given = password): Promise<void> => {
  await page.goto("/sign-in?next=/history");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(given);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === "/history");
};

/** A browser of its own, with a member signed in. */
const openBrowser = async (browser: Browser, baseURL: string | undefined, email: string) => {
  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const page = await context.newPage();
  await signInByForm(page, email);
  return { context, page };
};

const isSignedOut = (page: Page) =>
  expect(
    page.getByRole("alert").filter({ hasText: "nothing can be changed until you sign in" }),
  ).toBeVisible();

test("a member sees where they are signed in, signs out elsewhere and changes the password (ASVS 2.1.5, 2.1.6, ASVS 3.3.4)", async ({
  browser,
  page,
  baseURL,
}) => {
  test.slow();
  const { email } = await makeMember();
  await signInByForm(page, email);
  const other = await openBrowser(browser, baseURL, email);

  // Every role has the page; of the settings a viewer has the retention rules besides.
  await page.getByRole("link", { name: "Settings" }).click();
  await page.waitForURL("**/settings/account");
  await expect(page.getByRole("navigation", { name: "Settings" }).getByRole("link")).toHaveText([
    "Account",
    "Retention",
  ]);
  const devices = page.getByRole("table", { name: "Where you are signed in" }).getByRole("row");
  await expect(devices).toHaveCount(3);
  await expect(devices.nth(1)).toContainText("This device");
  await expectAccessible(page);

  // The other browser's page is told at once, without being touched.
  await devices
    .nth(2)
    .getByRole("button", { name: /^Sign out / })
    .click();
  await expect(devices).toHaveCount(2);
  await expect(page.getByText("Only on this device.")).toBeVisible();
  await isSignedOut(other.page);
  await signInByForm(other.page, email);

  await page.getByRole("button", { name: "Change password" }).click();
  const dialog = page.getByRole("dialog", { name: "Change password" });
  const submit = dialog.getByRole("button", { name: "Change password" });
  await dialog.getByLabel("Old password").fill("not the password");
  await dialog.getByLabel("New password").fill("short");
  await submit.click();
  await expect(dialog.getByText("A password must have at least 12 characters.")).toBeVisible();
  const next = "seven calm otters drift";
  await dialog.getByLabel("New password").fill("password12345");
  await submit.click();
  await expect(dialog.getByRole("alert")).toContainText("one of the most common ones");
  await dialog.getByLabel("New password").fill(next);
  await submit.click();
  await expect(dialog.getByRole("alert")).toContainText("The old password is incorrect.");
  await dialog.getByLabel("Old password").fill(password);
  await submit.click();
  await expect(page.getByText("Password changed. Signed out on 1 other device.")).toBeVisible();
  await isSignedOut(other.page);
  await signInByForm(other.page, email, next);

  await page.goto("/settings/account");
  await page.getByRole("button", { name: "Sign out everywhere", exact: true }).click();
  await page.waitForURL("**/sign-in");
  await isSignedOut(other.page);
  await other.context.close();
});

test("a password can be pasted and shown (ASVS 2.1.11, ASVS 2.1.12)", async ({ page }) => {
  const { email } = await makeMember();
  await page.goto("/sign-in?next=/history");
  const field = page.getByLabel("Password");
  // By the clipboard, as password managers do.
  await page.getByLabel("Email").fill(password);
  await page.getByLabel("Email").press("ControlOrMeta+a");
  await page.getByLabel("Email").press("ControlOrMeta+x");
  await field.press("ControlOrMeta+v");
  await expect(field).toHaveValue(password);
  await expect(field).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(field).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Hide password" }).click();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === "/history");
});

/** What a session's cookie still opens, asked with that cookie alone. */
const asCookie = (request: APIRequestContext, value: string) => ({
  get: (path: string) =>
    request.get(path, { headers: { cookie: `${cookieName}=${value}` }, maxRedirects: 0 }),
});
const cookieOf = async (context: BrowserContext) => {
  const cookie = (await context.cookies()).find(({ name }) => name === cookieName);
  if (cookie === undefined) throw new Error("There is no session cookie.");
  return cookie;
};

test("a cookie opens nothing once its session has ended, and is not renewed (ASVS 3.1.1)", async ({
  browser,
  baseURL,
  request,
}) => {
  const { id, email } = await makeMember();
  const { context, page } = await openBrowser(browser, baseURL, email);
  const first = await cookieOf(context);
  expect(first).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  const old = asCookie(request, first.value);
  expect((await old.get("/api/deletions")).status()).toBe(200);
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");

  const refuses = async (cookie: ReturnType<typeof asCookie>) => {
    // As soon as the server has heard of it, which may be a moment after the test's own commit.
    await expect.poll(async () => (await cookie.get("/api/deletions")).status()).toBe(401);
    expect((await cookie.get("/api/events")).status()).toBe(401);
    const answer = await cookie.get("/settings/account");
    const signIn = "/sign-in?next=%2Fsettings%2Faccount";
    expect([answer.status(), answer.headers().location]).toEqual([307, signIn]);
    const renewed = await cookie.get("/api/auth/session");
    expect(await renewed.json()).toEqual({});
    expect(renewed.headers()["set-cookie"]).toMatch(/lethe\.session=;.*Max-Age=0/);
  };
  await refuses(old);

  // A new sign-in is another session. It ends when it is idle, too old, or its member is disabled, and follows the role.
  await signInByForm(page, email);
  const second = await cookieOf(context);
  expect(second.value).not.toBe(first.value);
  // From here on only the test uses it: what the page still asks for would count as use as well.
  await page.goto("about:blank");
  const now = asCookie(request, second.value);
  await refuses(old);
  const passing = async (change: () => Promise<unknown>, back: () => Promise<unknown>) => {
    expect((await now.get("/api/deletions")).status()).toBe(200);
    await change();
    await refuses(now);
    await back();
  };
  const set = (values: object) => () =>
    database.update(sessions).set(values).where(eq(sessions.memberId, id));
  const minutes = (count: number) => sql`now() + make_interval(mins => ${count})`;
  await passing(set({ lastSeenAt: minutes(-60) }), set({ lastSeenAt: minutes(0) }));
  await passing(set({ expiresAt: minutes(0) }), set({ expiresAt: minutes(60) }));
  const setMember = (values: object) => () => database.update(members).set(values).where(eq(members.id, id));
  await passing(setMember({ disabledAt: sql`now()` }), setMember({ disabledAt: null }));
  expect((await now.get("/api/memories")).status()).toBe(200);
  await setMember({ role: "auditor" })();
  await expect.poll(async () => (await now.get("/api/memories")).status()).toBe(403);

  // Fetched by a page for itself, nothing keeps it in use; anything else does.
  const seenMinutesAgo = async () => {
    const [row] = await database
      .select({ minutes: sql<number>`extract(epoch from now() - ${sessions.lastSeenAt})::int / 60` })
      .from(sessions)
      .where(sql`${sessions.memberId} = ${id} and ${sessions.endedAt} is null`);
    return row?.minutes;
  };
  await set({ lastSeenAt: minutes(-30) })();
  await request.get("/api/deletions", {
    headers: { cookie: `${cookieName}=${second.value}`, "x-lethe-background": "1" },
  });
  await old.get("/api/deletions");
  expect(await seenMinutesAgo()).toBe(30);
  await now.get("/api/deletions");
  await expect.poll(seenMinutesAgo).toBe(0);
  await context.close();
});

test("an open event stream ends with its session", async ({ browser, baseURL }) => {
  const { id, email } = await makeMember();
  const { context } = await openBrowser(browser, baseURL, email);
  const { value } = await cookieOf(context);
  const stream = await fetch(new URL("/api/events", baseURL), {
    headers: { cookie: `${cookieName}=${value}` },
  });
  expect(stream.status).toBe(200);
  await database.transaction((transaction) =>
    endSessions(transaction, { memberId: id, reason: "role_changed" }),
  );
  // Read to its end, which would not come otherwise.
  const startedAt = performance.now();
  await stream.text();
  expect(performance.now() - startedAt).toBeLessThan(20_000);
  await context.close();
});
