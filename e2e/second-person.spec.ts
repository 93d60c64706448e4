import type { Browser, Page } from "playwright/test";
import { hashPassword } from "@/lib/members/server/password";
import { members } from "@/drizzle/schema/members";
import { openProductDatabase } from "@/testing/product/open-product-database";
import { startProductForTests } from "@/testing/product/start-product-for-tests";
import { admin, collectErrors, expect, expectAccessible, signIn, test } from "./console";

const bo = { email: "bo@example.com", password: "four brown otters dive" };

const personIn = async (browser: Browser, url: string, path: string, member: typeof admin) => {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  const errors = collectErrors(page);
  await signIn(page, path, member);
  return { page, errors };
};

/** Requests the deletion of everything that a link selects, and answers where its page is. */
const requestWipe = async (page: Page): Promise<string> => {
  await page.goto("/delete?user_id=*&agent_id=*&app_id=*&run_id=*");
  // The page lives when it has counted.
  await expect(page.getByText(/^That is \d+ memories\./)).toBeVisible();
  await page.getByRole("button", { name: "Preview" }).click();
  const preview = page.getByRole("region", { name: "Preview" });
  await preview.getByRole("button", { name: /^Delete \d+ memories$/ }).click();
  const dialog = page.getByRole("dialog", { name: "Delete memories" });
  await dialog.getByLabel("Type the name of the store, Built-in store, to confirm").fill("Built-in store");
  await expect(dialog.getByText("Another admin has to approve this deletion.")).toBeVisible();
  await dialog.getByLabel("Ticket reference (optional)").fill("GDPR-1042");
  await dialog.getByRole("button", { name: /^Delete \d+ memories$/ }).click();
  await page.waitForURL("**/history/*");
  return new URL(page.url()).pathname;
};

const approveButton = (page: Page) =>
  page.getByRole("button", { name: /^Approve deletion of \d+ memories$/ });
const waitingBadge = (page: Page) => page.getByRole("link", { name: /^Approvals/ });

test("a wipe waits for another admin: declined, expired, approved; and the rule is loosened by two (ASVS 4.3.3)", async ({
  browser,
}) => {
  test.setTimeout(600_000);
  // A product of its own: in the shared one, the deletions of other tests would wait.
  const product = await startProductForTests({
    env: { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password },
  });
  const database = openProductDatabase(product.dataDir);
  try {
    const ada = await personIn(browser, product.url, "/settings/safety", admin);

    await test.step("the only admin cannot turn the rule on", async () => {
      await expect(ada.page.getByText("there is only one, so it cannot be turned on")).toBeVisible();
      await expect(ada.page.getByRole("checkbox").first()).toBeDisabled();
      await expectAccessible(ada.page);
    });

    await database
      .insert(members)
      .values({ email: bo.email, role: "admin", passwordHash: await hashPassword(bo.password) });

    await test.step("with another one it can be", async () => {
      await ada.page.reload();
      await ada.page.getByRole("checkbox", { name: /^Wildcards and wipes/ }).check();
      await ada.page.getByLabel("Deletions of more memories than this wait, too").fill("500");
      await ada.page.getByRole("button", { name: "Save" }).click();
      await expect(ada.page.getByText("Saved")).toBeVisible();
      await expect(waitingBadge(ada.page)).toBeVisible();
    });
    const other = await personIn(browser, product.url, "/approvals", bo);
    await expect(other.page.getByText("Nothing waits for approval")).toBeVisible();

    await test.step("an admin is not invited by a link that who asks could use", async () => {
      await ada.page.goto("/settings/members");
      await ada.page.getByRole("button", { name: "Invite member" }).click();
      const dialog = ada.page.getByRole("dialog", { name: "Invite member" });
      await dialog.getByLabel("Email").fill("cy@example.com");
      await dialog.getByRole("radio", { name: /^Admin/ }).check();
      await dialog.getByRole("button", { name: "Invite member" }).click();
      await expect(dialog.getByText("the link of an admin is only mailed to them")).toBeVisible();
      await ada.page.keyboard.press("Escape");
    });

    await test.step("declined, with a reason", async () => {
      const path = await requestWipe(ada.page);
      await expect(ada.page.getByText("Waiting for approval", { exact: true })).toBeVisible();
      await expect(ada.page.getByText("Another admin has to approve this deletion.")).toBeVisible();
      await expectAccessible(ada.page);
      await ada.page.getByRole("link", { name: "View approval" }).click();
      await expect(ada.page.getByText("You asked for this, so another admin has to decide.")).toBeVisible();
      await expect(approveButton(ada.page)).toHaveCount(0);

      // Nothing was reloaded: it comes by itself.
      await expect(waitingBadge(other.page)).toContainText("1");
      await other.page.getByRole("link", { name: "Review" }).click();
      await expect(other.page.getByText("GDPR-1042")).toBeVisible();
      await expect(other.page.getByRole("region", { name: "Breakdown" })).toBeVisible();
      await expect(other.page.getByRole("region", { name: "Newest memories" })).toBeVisible();
      await expect(approveButton(other.page)).toBeEnabled();
      await expectAccessible(other.page);
      await other.page.getByRole("button", { name: "Decline…" }).click();
      const dialog = other.page.getByRole("dialog", { name: "Decline" });
      await dialog.getByLabel("Reason (optional)").fill("The ticket is about staging.");
      await dialog.getByRole("button", { name: "Decline" }).click();
      await expect(dialog).toBeHidden();

      await expect(ada.page.getByText("The ticket is about staging.")).toBeVisible();
      await ada.page.goto(path);
      await expect(ada.page.getByText("Nothing was deleted", { exact: false }).first()).toBeVisible();
      // In the notice of who declined it, and not in another one.
      await expect(ada.page.getByText(`Declined by ${bo.email}`)).toHaveCount(1);
      await expect(ada.page.getByText("Another admin declined it")).toHaveCount(0);
      await expect(ada.page.getByText("The ticket is about staging.")).toBeVisible();
    });

    await test.step("withdrawn", async () => {
      const path = await requestWipe(ada.page);
      await ada.page.getByRole("link", { name: "View approval" }).click();
      await ada.page.getByRole("button", { name: "Withdraw…" }).click();
      await expectAccessible(ada.page);
      await ada.page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
      await expect(ada.page.getByText(`Withdrawn by ${admin.email}.`)).toBeVisible();
      await ada.page.goto(path);
      await expect(ada.page.getByText("Cancelled", { exact: true }).first()).toBeVisible();
      await expect(waitingBadge(other.page)).not.toContainText("1");
    });

    await test.step("expired", async () => {
      const path = await requestWipe(ada.page);
      await ada.page.getByRole("link", { name: "View approval" }).click();
      await ada.page.waitForURL("**/approvals/*");
      const id = new URL(ada.page.url()).pathname.split("/")[2] ?? "";
      await expect(waitingBadge(other.page)).toContainText("1");
      await other.page.goto(`/approvals/${id}`);
      await expect(approveButton(other.page)).toBeEnabled();
      await database.execute("update approvals set expires_at = now() where decision is null");
      await expect(other.page.getByText("It was not approved within 24 hours.")).toBeVisible();
      await ada.page.goto(path);
      // Lethe looks for what has expired every minute, and tells the page.
      await expect(ada.page.getByText("No other admin approved it within 24 hours")).toBeVisible({
        timeout: 75_000,
      });
    });

    await test.step("approved, and done", async () => {
      const path = await requestWipe(ada.page);
      await expect(waitingBadge(other.page)).toContainText("1");
      await other.page.goto("/approvals");
      await other.page.getByRole("link", { name: "Review" }).click();
      await approveButton(other.page).click();
      await expect(other.page.getByText("Approved by")).toBeVisible();
      await expect(waitingBadge(other.page)).not.toContainText("1");
      // Live, where it was requested.
      await expect(ada.page.getByText("verified absent").first()).toBeVisible();
      await expect(ada.page.getByText(`Approved by ${bo.email}`)).toBeVisible();
      expect(new URL(ada.page.url()).pathname).toBe(path);

      await other.page.goto("/ledger");
      const approved = other.page.getByRole("row").filter({ hasText: /Approved: deletion of/ });
      await expect(approved).toContainText(`asked by ${admin.email}`);
      await expect(approved).toContainText(bo.email);
    });

    await test.step("the rule is loosened by two people", async () => {
      await ada.page.goto("/settings/safety");
      await ada.page.getByLabel("Deletions of more memories than this wait, too").fill("900");
      await ada.page.getByRole("button", { name: "Save" }).click();
      await expect(ada.page.getByText("Another admin has to approve this.")).toBeVisible();
      await other.page.goto("/approvals");
      await other.page.getByRole("link", { name: "Review" }).click();
      await other.page.getByRole("button", { name: "Approve" }).click();
      await expect(other.page.getByText("It can be done once, by the one who asked.")).toBeVisible();
      await ada.page.getByRole("link", { name: "See approvals" }).click();
      await ada.page.getByRole("link", { name: "Do it now" }).click();
      await ada.page.getByLabel("Deletions of more memories than this wait, too").fill("900");
      await ada.page.getByRole("button", { name: "Save" }).click();
      await expect(ada.page.getByText("Saved")).toBeVisible();
      await other.page.goto("/settings/safety");
      await expect(other.page.getByLabel("Deletions of more memories than this wait, too")).toHaveValue(
        "900",
      );
    });
    expect([...ada.errors, ...other.errors]).toEqual([]);
  } finally {
    await database.$client.end();
    await product.stop();
  }
});
