import type { Page } from "playwright/test";
import { expect, expectAccessible, expectContrast, memoriesReady, signIn, test } from "./console";

/** Colours change by transitions, each of which may set off those of what inherits from it. */
const untilAtRest = (page: Page) =>
  page.waitForFunction(
    () =>
      new Promise<boolean>((resolve) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() =>
            resolve(document.getAnimations().every((each) => !(each instanceof CSSTransition))),
          ),
        ),
      ),
  );

/** Both themes show the same page, so that in the dark only colours are left to be looked at. */
const expectAccessibleInBoth = async (page: Page): Promise<void> => {
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await untilAtRest(page);
  await expectContrast(page);
  await page.emulateMedia({ colorScheme: "light" });
  await untilAtRest(page);
};

test("the sign-in page", async ({ page }) => {
  await page.goto("/sign-in");
  await expectAccessibleInBoth(page);
});

test("the memories page, its details, filter and dialog", async ({ page }) => {
  // Four readings of a page of fifty rows.
  test.slow();
  await signIn(page);
  await memoriesReady(page);
  await expectAccessibleInBoth(page);

  await page.getByRole("button", { name: "Add filter" }).click();
  await expect(page.getByRole("option", { name: "Categories" })).toBeVisible();
  await expectAccessibleInBoth(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("option", { name: "Categories" })).toBeHidden();

  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary", { name: "Memory details" })).toBeVisible();
  await expectAccessibleInBoth(page);

  await page.getByRole("button", { name: "Delete 1 memory" }).first().click();
  await expect(page.getByRole("dialog").getByRole("button", { name: "Delete 1 memory" })).toBeEnabled();
  await expectAccessibleInBoth(page);
});

test("the delete page, its warnings, preview and dialog", async ({ page }) => {
  // Five readings of long pages.
  test.slow();
  await signIn(page, "/delete");
  await expect(page.getByRole("button", { name: "Preview" })).toBeDisabled();
  await expectAccessibleInBoth(page);
  await page.getByLabel("User ID").click();
  await expect(page.getByRole("option").first()).toBeVisible();
  await expectAccessibleInBoth(page);
  await page.getByRole("option", { name: "any user" }).click();
  await expect(page.getByRole("main").getByText(/^Deletes \d+ memories that have any user\.$/)).toBeVisible();
  await expectAccessibleInBoth(page);
  await page.getByRole("button", { name: "Preview" }).click();
  const preview = page.getByRole("region", { name: "Preview", exact: true });
  await expect(preview.getByRole("button", { name: /^Delete \d+ memories/ })).toBeEnabled();
  await expectAccessibleInBoth(page);
  await preview.getByRole("button", { name: /^Delete \d+ memories/ }).click();
  await expect(page.getByRole("dialog").getByLabel(/^Type \d+ to confirm/)).toBeVisible();
  await expectAccessibleInBoth(page);
});

for (const path of [
  "/",
  "/entities",
  "/clean-up",
  "/history",
  "/import",
  "/ledger",
  "/tickets",
  "/tickets/new",
  "/people",
  "/watch",
  "/approvals",
  "/settings/account",
  "/settings/members",
  "/settings/disk",
  "/settings/safety",
  "/settings/stores",
  "/settings/api-keys",
  "/settings/webhooks",
  "/settings/security",
]) {
  test(`the page ${path}`, async ({ page }) => {
    await signIn(page, path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessibleInBoth(page);
  });
}

test("the keys and the palette", async ({ page }) => {
  await signIn(page);
  await memoriesReady(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await expectAccessibleInBoth(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByPlaceholder("Find a page, action, entity, ticket or ID")).toBeFocused();
  await expectAccessibleInBoth(page);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("no page is wider than the screen", async ({ page }) => {
    await signIn(page);
    for (const path of [
      "/",
      "/memories",
      "/delete?user_id=user_8841",
      "/entities",
      "/clean-up",
      "/history",
      "/import",
      "/ledger",
      "/tickets",
      "/tickets/new",
      "/people",
      "/watch",
      "/approvals",
      "/settings/account",
      "/settings/members",
      "/settings/disk",
      "/settings/safety",
      "/settings/stores",
      "/settings/api-keys",
      "/settings/webhooks",
      "/settings/security",
    ]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, path).toBe(0);
    }
  });
});
