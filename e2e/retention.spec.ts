import { randomBytes } from "node:crypto";
import { callServer, createKey } from "./api-key";
import { expect, expectAccessible, signIn, test } from "./console";

const marker = `rulemark${randomBytes(3).toString("hex")}`;

test("a rule is made from a filter, shown what it would take, turned on, and watched while it runs", async ({
  page,
}) => {
  test.slow();
  const key = await createKey(`Retention ${marker}`, "support");
  for (const text of ["one", "two", "three"]) {
    const body = {
      messages: [{ role: "user", content: `${marker} ${text}` }],
      user_id: `user-${marker}`,
      infer: false,
    };
    expect((await callServer(key, "POST", "/v3/memories/add/", body)).status).toBe(200);
  }
  const filter = JSON.stringify({ field: "text", operator: "contains", value: marker });
  await signIn(page, `/settings/retention/new?filter=${encodeURIComponent(filter)}`);
  const forecast = page.getByRole("region", { name: "What it would take" });
  await expect(forecast).toContainText("3 memories match now");
  await expect(forecast).toContainText(`${marker} three`);
  await page.getByLabel("Name", { exact: true }).fill(`Notes of ${marker}`);
  await page.getByLabel("Days of waiting").fill("31");
  await page.getByRole("button", { name: "Save as draft" }).click();
  await expect(page.getByText("A rule can wait 30 days at most.")).toBeVisible();
  await page.getByLabel("Days of waiting").fill("0");
  await page.getByLabel("Most in one run").fill("2");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save as draft" }).click();

  await expect(page.getByRole("heading", { name: `Notes of ${marker}` })).toBeVisible();
  await expect(page.getByText("It has not run yet.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Turn on…" }).click();
  const dialog = page.getByRole("dialog", { name: `Turn on “Notes of ${marker}”` });
  await expect(dialog).toContainText("up to 2 in a run");
  await dialog.getByRole("button", { name: "Turn rule on" }).click();
  await expect(dialog).toBeHidden();

  // More than it may take by itself.
  await page.getByRole("button", { name: "Run now" }).click();
  await expect(
    page.getByText("A run waits for a person: it would delete 3 memories, and may take 2"),
  ).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete 3 memories…" }).click();
  await page
    .getByRole("dialog", { name: "Let the rule delete them" })
    .getByRole("button", { name: "Delete 3 memories", exact: true })
    .click();
  const runs = page.getByRole("table", { name: "Runs", exact: true });
  await expect(runs.getByRole("link", { name: "Completed, 3 deleted" })).toBeVisible();
  await expect(forecast).toContainText("0 memories match now");
  await runs.getByRole("link", { name: "Completed, 3 deleted" }).click();
  const rule = page.getByRole("link", { name: `Retention rule Notes of ${marker}, version 1` });
  await rule.click();

  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Days of waiting").fill("7");
  await page.getByRole("button", { name: "Save as a new version" }).click();
  const versions = page.getByRole("table", { name: "Versions", exact: true });
  await expect(versions.getByRole("row")).toHaveCount(3);
  await page.getByRole("button", { name: "Remove…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove rule" }).click();
  await expect(page).toHaveURL(/\/settings\/retention$/);
  await expect(page.getByRole("link", { name: `Notes of ${marker}` })).toHaveCount(0);
});

test("what waits can be kept, alone or with all of its user", async ({ page }) => {
  test.slow();
  const mark = `${marker}keep`;
  const key = await createKey(`Retention ${mark}`, "support");
  for (const user of [`ada-${mark}`, `ada-${mark}`, `ben-${mark}`]) {
    const body = {
      messages: [{ role: "user", content: `${mark} of ${user} ${randomBytes(2).toString("hex")}` }],
      user_id: user,
      infer: false,
    };
    expect((await callServer(key, "POST", "/v3/memories/add/", body)).status).toBe(200);
  }
  const filter = JSON.stringify({ field: "text", operator: "contains", value: mark });
  await signIn(page, `/settings/retention/new?filter=${encodeURIComponent(filter)}`);
  await page.getByLabel("Name", { exact: true }).fill(`Kept ${mark}`);
  await page.getByRole("button", { name: "Save as draft" }).click();
  await page.getByRole("button", { name: "Turn on…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Turn rule on" }).click();
  await page.getByRole("button", { name: "Run now" }).click();
  const waiting = page.getByRole("region", { name: /^Waiting to be deleted/ });
  await expect(waiting).toContainText("Waiting to be deleted: 3");
  await waiting
    .getByRole("listitem")
    .filter({ hasText: `ben-${mark}` })
    .getByRole("button", { name: "Keep this one…" })
    .click();
  await page.getByRole("dialog").getByLabel("Reason").fill("Needed for the yearly report");
  await page.getByRole("dialog").getByRole("button", { name: "Keep", exact: true }).click();
  await expect(waiting).toContainText("Waiting to be deleted: 2");
  await waiting
    .getByRole("listitem")
    .filter({ hasText: `ada-${mark}` })
    .first()
    .getByRole("button", { name: "Keep all of this user…" })
    .click();
  await page.getByRole("dialog").getByLabel("Reason").fill("Asked us to");
  await page.getByRole("dialog").getByRole("button", { name: "Keep", exact: true }).click();
  await expect(waiting).toContainText("Nothing waits.");
  await expect(page.getByRole("table", { name: "Kept from this rule", exact: true })).toContainText(
    "Asked us to",
  );
  await expectAccessible(page);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("An admin paused it.")).toBeVisible();
});
