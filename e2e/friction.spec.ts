import pg from "pg";
import type { Locator, Page } from "playwright/test";
import { startProductForTests, type RunningProduct } from "@/testing/product/start-product-for-tests";
import { admin, collectErrors, expect, importMemories, memoriesReady, signIn, test, viewOf } from "./console";
import { databaseUrlIn } from "./database";

// A product of its own, whose whole store these filters take.

let product: RunningProduct;
test.beforeAll(async () => {
  product = await startProductForTests({
    env: { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password, LETHE_SAMPLE: "off" },
  });
});
test.afterAll(() => product.stop());

const dialogOf = (page: Page): Locator => page.getByRole("dialog", { name: "Delete memories" });
const since = { field: "created_at", operator: "gt", value: "1970-01-01" };
const anyUser = { field: "user_id", operator: "present" };

/** Selects in the table everything that a filter matches, and asks to delete it. */
const askToDelete = async (page: Page, filter: Record<string, unknown>, count: number) => {
  await page.goto(viewOf(filter));
  await memoriesReady(page);
  await page
    .getByRole("table", { name: "Memories" })
    .getByRole("checkbox", { name: "Select all on this page" })
    .click();
  await page.getByRole("button", { name: `Select all ${count} matching` }).click();
  await page.getByRole("button", { name: `Delete ${count} memories` }).click();
};

const setRole = async (role: string): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrlIn(product.dataDir, "lethe") });
  await client.connect();
  await client.query("update members set role = $1", [role]);
  await client.end();
};

test("a filter that takes everything, or all that have any user, asks for what it does, and for an admin", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: product.url });
  const page = await context.newPage();
  const errors = collectErrors(page);
  await signIn(page);
  await importMemories(page, "bunting", 60, 3, (memory, index) =>
    index < 55 ? memory : { ...memory, user_id: null },
  );

  await askToDelete(page, anyUser, 55);
  const dialog = dialogOf(page);
  const numberButton = dialog.getByRole("button", { name: "Delete 55 memories" });
  await expect(
    dialog.getByText("“Any value” is a wildcard: memories are deleted no matter which user they have."),
  ).toBeVisible();
  await dialog.getByLabel("Type 55 to confirm").fill("55");
  await expect(numberButton).toBeDisabled();
  await dialog.getByRole("checkbox", { name: "I have read what this deletes and what stays" }).click();
  await expect(numberButton).toBeEnabled();
  await page.keyboard.press("Escape");

  // The Delete page asks the same of the same filter, and says to support who can.
  await setRole("support");
  const inForm = (filter: object) =>
    `/delete?${new URLSearchParams({ mode: "filter", filter: JSON.stringify(filter) }).toString()}`;
  for (const filter of [anyUser, since]) {
    await page.goto(inForm(filter));
    const preview = page.getByRole("region", { name: "Preview", exact: true });
    await expect(
      preview.getByText("Your role does not allow this. Members with the role admin can do it."),
    ).toBeVisible();
    await expect(preview.getByRole("button", { name: /^Delete / })).toHaveCount(0);
  }
  await page.goto("/delete");
  await page.getByLabel("User ID").click();
  await expect(page.getByRole("option", { name: /bunting-1/ })).toBeVisible();
  await expect(page.getByRole("option", { name: "any user" })).toHaveCount(0);
  await page.getByLabel("User ID").fill("*");
  await expect(page.getByRole("main").getByText("Members with the role admin can do it.")).toBeVisible();
  await askToDelete(page, since, 60);
  await expect(
    dialog.getByText("This deletes every memory in Built-in store: all 60 memories."),
  ).toBeVisible();
  await expect(dialog.getByText("Members with the role admin can do it.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: /^Delete / })).toHaveCount(0);
  await setRole("admin");

  await page.goto(inForm(since));
  await page
    .getByRole("region", { name: "Preview", exact: true })
    .getByRole("button", { name: "Delete 60 memories" })
    .click();
  await expect(dialog.getByLabel("Type the name of the store, Built-in store, to confirm")).toBeVisible();
  await page.keyboard.press("Escape");
  await askToDelete(page, since, 60);
  const button = dialog.getByRole("button", { name: "Delete 60 memories" });
  await expect(button).toBeDisabled();
  await dialog.getByLabel("Type the name of the store, Built-in store, to confirm").fill("Built-in store");
  await button.click();
  await expect(
    page.getByRole("main").getByText("This store has no memories").or(page.getByText("No memories match")),
  ).toBeVisible();
  expect(errors).toEqual([]);
  await context.close();
});
