import { expect, expectAccessible, importMemories, signIn, test } from "./console";

test("an admin cleans the database's files, and a deletion of before says so", async ({ page }) => {
  const marker = "sanderling";
  await signIn(page);
  await importMemories(page, marker, 4, 2);
  await page.goto(`/delete?user_id=${marker}-1`);
  const preview = page.getByRole("region", { name: "Preview", exact: true });
  await preview.getByRole("button", { name: "Delete 2 memories" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete 2 memories" }).click();
  await page.waitForURL("**/history/**");
  const deletion = page.url();
  const main = page.getByRole("main");
  await expect(page.getByRole("region", { name: "Status" })).toContainText("2 deleted, verified absent");
  await expect(main.getByText(/^Not covered: free space in the database’s files/)).toBeVisible();
  await main.getByText(/^Not covered: free space/).click();
  await main.getByRole("link", { name: "Settings, Disk" }).first().click();

  await expect(page.getByRole("heading", { name: "Clean the database files" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Clean now" }).click();
  await expect(page.getByRole("progressbar", { name: "Progress of the clean" })).toBeVisible();
  const cleans = page.getByRole("table", { name: "Recent cleans" });
  await expect(cleans.getByRole("row").nth(1)).toContainText("Completed", { timeout: 60_000 });
  await expect(page.getByRole("button", { name: "Clean now" })).toBeVisible();
  await expectAccessible(page);

  await page.goto(deletion);
  await expect(main.getByText(/^Database files cleaned .*pages and indexes: rewritten/)).toBeVisible();
  await expect(main.getByText(/^Not covered: free space/)).toHaveCount(0);
  await expectAccessible(page);
});
