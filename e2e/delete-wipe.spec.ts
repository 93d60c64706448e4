import pg from "pg";
import { startProductForTests } from "@/testing/product/start-product-for-tests";
import { admin, collectErrors, expect, signIn, test } from "./console";
import { databaseUrlIn } from "./database";

/** Every session in a product's database was last confirmed a day ago. */
const signedInADayAgo = async (dataDir: string): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrlIn(dataDir, "lethe") });
  await client.connect();
  await client.query("update sessions set authenticated_at = authenticated_at - interval '1 day'");
  await client.end();
};

test("a wipe says what it is, takes the store's name, and takes everything (ASVS 3.7.1)", async ({
  browser,
}) => {
  // A product of its own: every other test has memories in the shared one.
  const product = await startProductForTests({
    env: { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password },
  });
  const context = await browser.newContext({ baseURL: product.url });
  const page = await context.newPage();
  const errors = collectErrors(page);
  try {
    await signIn(page, "/delete");
    for (const label of ["User ID", "Agent ID", "App ID"]) {
      await page.getByLabel(label).fill("*");
      await page.keyboard.press("Escape");
    }
    await expect(page.getByRole("status").filter({ hasText: "Deletes" })).toContainText(
      "This is not a project wipe.",
    );
    await page.getByLabel("Run ID").fill("*");
    await page.keyboard.press("Escape");
    const warning = page.getByRole("alert").filter({ hasText: "This is a project wipe." });
    await expect(warning).toContainText(
      /That is \d+ memories\. Only memories stored after this count stay\./,
    );
    const [count = ""] = /\d+ memories/.exec((await warning.textContent()) ?? "") ?? [];

    await page.getByRole("button", { name: "Preview" }).click();
    const preview = page.getByRole("region", { name: "Preview" });
    await expect(preview.getByText(`Delete all ${count} in Built-in store.`)).toBeVisible();
    await expect(preview.getByText("Immutable ones are deleted too.")).toBeVisible();
    await expect(preview.getByRole("checkbox")).toHaveCount(0);
    await preview.getByRole("button", { name: `Delete ${count}` }).click();
    const dialog = page.getByRole("dialog", { name: "Delete memories" });
    const button = dialog.getByRole("button", { name: `Delete ${count}` });
    const name = dialog.getByLabel("Type the name of the store, Built-in store, to confirm");
    await name.fill("built-in store");
    await expect(button).toBeDisabled();
    await name.fill("Built-in store");
    await signedInADayAgo(product.dataDir);
    await button.click();
    const asked = page.getByRole("dialog", { name: "Confirm it’s you" });
    await asked.getByLabel("Your password").fill("not the password");
    await asked.getByRole("button", { name: "Confirm" }).click();
    await expect(asked.getByRole("alert")).toContainText("This password is incorrect.");
    // Given up, nothing is deleted, and what was typed is still there.
    await page.keyboard.press("Escape");
    await expect(asked).toHaveCount(0);
    await expect(name).toHaveValue("Built-in store");
    await button.click();
    await asked.getByLabel("Your password").fill(admin.password);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/history\/[0-9a-f-]{36}$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Deleted ${count} of the whole store`);
    await expect(page.getByRole("main").getByText("Completed", { exact: true }).first()).toBeVisible();
    await page.goto("/memories");
    await expect(page.getByRole("main").getByText("This store has no memories")).toBeVisible();
    expect(errors).toEqual([]);
  } finally {
    await context.close();
    await product.stop();
  }
});
