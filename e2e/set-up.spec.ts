import { startProductForTests } from "../scripts/testing/start-product-for-tests";
import { expect, test } from "./console";

test("the printed link makes the first member, once", async ({ page }) => {
  const product = await startProductForTests({
    env: { ADMIN_EMAIL: "", ADMIN_PASSWORD: "", LETHE_SAMPLE: "off" },
  });
  try {
    const link = product.setUpUrl();
    if (link === null) throw new Error("No set-up link was printed.");
    await page.goto(link);
    await page.getByLabel("Email").fill("grace@example.com");
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Make the first member" }).click();
    await expect(page.getByText("A password has at least 8 characters.")).toBeVisible();
    await page.getByLabel("Password").fill("nine slow barges pass");
    await page.getByRole("button", { name: "Make the first member" }).click();
    await page.waitForURL("**/memories");
    // LETHE_SAMPLE=off: nothing but a way to get something.
    await expect(page.getByRole("link", { name: /import/i }).first()).toBeVisible();

    // An open console would go on asking, and be refused.
    await page.goto("about:blank");
    await page.context().clearCookies();
    await page.goto(link);
    await page.getByLabel("Email").fill("mallory@example.com");
    await page.getByLabel("Password").fill("nine slow barges pass");
    await page.getByRole("button", { name: "Make the first member" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "used up" })).toBeVisible();
  } finally {
    await product.stop();
  }
});
