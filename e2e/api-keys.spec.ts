import { expect, expectAccessible, signIn, test } from "./console";

test("create a key, see it once, and revoke it", async ({ page }) => {
  await signIn(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "API keys" }).click();
  await page.waitForURL("**/settings/api-keys");
  await page.getByRole("button", { name: "Create API key" }).click();

  const creation = page.getByRole("dialog", { name: "Create API key" });
  const name = creation.getByLabel("Name");
  await expect(name).toBeFocused();
  await creation.getByRole("button", { name: "Create API key" }).click();
  await expect(creation.getByText("Enter a name for the key.")).toBeVisible();
  await expectAccessible(page);
  await name.fill("Curlew bot");
  await creation.getByRole("radio", { name: "Support" }).check();
  await page.keyboard.press("Enter");

  const shown = page.getByRole("dialog", { name: "Copy the key now" });
  const key = shown.getByLabel("Key of Curlew bot");
  await expect(key).toHaveValue(/^lethe_[\w-]{43}$/);
  await expect(key).toBeFocused();
  await expect(shown.getByText("This key will not be shown again.")).toBeVisible();
  await expectAccessible(page);
  const secret = await key.inputValue();
  // A key press too many, or a click beside it, does not lose what cannot be shown again.
  await page.keyboard.press("Escape");
  await page.mouse.click(5, 5);
  await expect(key).toHaveValue(secret);
  await shown.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("button", { name: "Create API key" })).toBeFocused();

  const row = page
    .getByRole("table", { name: "API keys" })
    .getByRole("row")
    .filter({ hasText: "Curlew bot" });
  await expect(row).toContainText("support");
  await expect(row).toContainText(`${secret.slice(0, 12)}…`);
  await expect(row).toContainText("Never");
  await page.reload();
  await expect(row).toContainText("Active");
  // Neither shown nor hidden in what the page was made from.
  expect(await page.content()).not.toContain(secret.slice(12));

  await row.getByRole("button", { name: "Revoke the key Curlew bot" }).click();
  const revocation = page.getByRole("dialog", { name: "Revoke API key" });
  await expect(revocation.getByText(/Every application that uses it is refused/)).toBeVisible();
  await expect(revocation.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expectAccessible(page);
  await revocation.getByRole("button", { name: "Revoke 1 key" }).click();
  await expect(revocation).toBeHidden();
  await expect(row).toContainText("Revoked");
  await expect(row.getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "API keys, scrolls sideways" })).toBeFocused();

  await page.goto("/ledger");
  const events = page.getByRole("table", { name: "Ledger events" });
  await expect(events.getByText("API key revoked: Curlew bot, support")).toBeVisible();
  await expect(events.getByText("API key created: Curlew bot, support")).toBeVisible();
});
