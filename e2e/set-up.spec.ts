import { startProductForTests } from "@/testing/product/start-product-for-tests";
import { expect, expectAccessible, test } from "./console";

test("the printed link makes the first admin, once (ASVS 2.5.4)", async ({ page, browser }) => {
  const product = await startProductForTests({
    env: { ADMIN_EMAIL: "", ADMIN_PASSWORD: "", LETHE_SAMPLE: "off" },
  });
  try {
    const link = product.setUpUrl();
    if (link === null) throw new Error("No set-up link was printed.");
    const late = await (await browser.newContext()).newPage();
    await late.goto(link);
    await page.goto(link);
    await page.getByLabel("Email").fill("grace@example.com");
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Create the first admin" }).click();
    await expect(page.getByText("A password must have at least 12 characters.")).toBeVisible();
    await page.getByLabel("Password").fill("nine slow barges pass");
    await page.getByRole("button", { name: "Create the first admin" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    // LETHE_SAMPLE=off: only the ways to get memories.
    const overview = page.getByRole("main");
    await expect(overview.getByText("Nothing waits.")).toBeVisible();
    await expect(overview.getByRole("link", { name: "Import a file" })).toBeVisible();
    await expect(overview.getByRole("link", { name: "Add a store of yours" })).toBeVisible();
    await expectAccessible(page);

    // An open console would go on asking, and be refused.
    await page.goto("about:blank");
    await page.context().clearCookies();
    await late.getByLabel("Email").fill("mallory@example.com");
    await late.getByLabel("Password").fill("nine slow barges pass");
    await late.getByRole("button", { name: "Create the first admin" }).click();
    await expect(late.getByRole("alert").filter({ hasText: "already used" })).toBeVisible();

    await page.goto(link);
    await expect(page.getByRole("heading", { name: "Lethe is already set up" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Create the first admin" })).toHaveCount(0);
    await page.getByRole("link", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Sign in to Lethe" })).toBeVisible();
  } finally {
    await product.stop();
  }
});
