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
  await page.waitForURL("**/memories");
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

test("without signing in nothing answers but health", async ({ request }) => {
  for (const path of ["/api/memories", "/api/memories/count", "/api/deletions", "/api/events"]) {
    expect((await request.get(path)).status(), path).toBe(401);
  }
  expect((await request.post("/api/imports", { data: "{}" })).status()).not.toBe(200);
  expect(await (await request.get("/api/health")).json()).toMatchObject({ status: "ok" });
});
