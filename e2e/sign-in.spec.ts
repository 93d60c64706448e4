import { admin, expect, signIn, test } from "./console";

test.describe("a wrong password", () => {
  // The browser writes the refusal, an answer of 401, to its console.
  test.use({ expectedErrors: [/401/] });

  test("is refused in words; the right one leads to the page that was asked for", async ({ page }) => {
    await page.goto("/history");
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await page.getByLabel("Email").fill(admin.email);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "is incorrect" })).toBeVisible();
    await expect(page.getByLabel("Email")).toHaveValue(admin.email);
    await page.getByLabel("Password").fill(admin.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/history");
  });
});

test("sign-in never leads to another site", async ({ page }) => {
  await page.goto("/sign-in?next=https://example.com/");
  await page.getByLabel("Email").fill(admin.email);
  await page.getByLabel("Password").fill(admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("signing out ends the session", async ({ page, request }) => {
  await signIn(page);
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  await page.goto("/memories");
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await request.get("/api/memories")).status()).toBe(401);
});

test("what sign-in has no answer for is refused, and never a failure of the server", async ({ request }) => {
  const paths = [
    "callback/credentials",
    "callback",
    "signout",
    "verify-request",
    "error",
    "error?error=%0D%0A",
    "x",
  ];
  const odd = [
    "providers?callbackUrl=::",
    "signin/oidc",
    "session",
    "csrf",
    "signin",
    "_log",
    "callback/oidc",
  ];
  for (const path of [...paths, ...odd]) {
    for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
      for (const data of method === "GET" ? [undefined] : [undefined, "{", "null"]) {
        const headers: Record<string, string> =
          data === undefined ? {} : { "content-type": "application/json" };
        const options = { method, headers, maxRedirects: 0, ...(data === undefined ? {} : { data }) };
        const answer = await request.fetch(`/api/auth/${path}`, options);
        expect(answer.status(), `${method} ${path} ${data}`).toBeLessThan(500);
      }
    }
  }
  expect((await request.get("/api/auth/callback/credentials")).status()).toBe(405);
  expect((await request.get("/api/auth/signout")).status()).toBe(405);
  expect((await request.get("/api/auth/verify-request")).status()).toBe(404);
});

test("without signing in nothing answers but health", async ({ request }) => {
  for (const path of ["/api/memories", "/api/memories/count", "/api/deletions", "/api/events"]) {
    expect((await request.get(path)).status(), path).toBe(401);
  }
  expect((await request.post("/api/imports", { data: "{}" })).status()).not.toBe(200);
  expect(await (await request.get("/api/health")).json()).toMatchObject({ status: "ok" });
});
