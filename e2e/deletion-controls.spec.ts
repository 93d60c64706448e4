import type { Client } from "pg";
import type { Page } from "playwright/test";
import { expect, importMemories, signIn, test } from "./console";
import { connectToDatabase, holdMemory, waitingSessions } from "./database";

const total = 8_500;
/** In the seventh batch, so that six are done before it. */
const heldPlace = 6_500;

/** Leads to the page of a deletion of all memories of `marker` that has begun, and waits for the memory that is held. */
const beginDeletion = async (page: Page, marker: string, session: Client): Promise<void> => {
  await page.goto(`/delete?user_id=${marker}-1`);
  const preview = page.getByRole("region", { name: "Preview" });
  await preview.getByRole("button", { name: "Delete 8,500 memories" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete memories" });
  await dialog.getByLabel("Type 8,500 to confirm").fill("8,500");
  await dialog.getByRole("button", { name: "Delete 8,500 memories" }).click();
  await page.waitForURL(/\/history\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("main").getByText(/^6,000 of 8,500 memories, \d+%/)).toBeVisible();
  await expect.poll(() => waitingSessions(session)).toBe(1);
};

test("a running deletion is paused between two batches, and resumed to its end", async ({ page }) => {
  const marker = "siskin";
  await signIn(page);
  await importMemories(page, marker, total);
  const session = await connectToDatabase();
  try {
    await holdMemory(session, `${marker}-1`, heldPlace);
    await beginDeletion(page, marker, session);
    await page.getByRole("button", { name: "Pause" }).click();
    // The batch, and behind it the pause.
    await expect.poll(() => waitingSessions(session)).toBe(2);
    await session.query("rollback");
    await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Paused deleting 8,500 memories");
    await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "7000");
    const left = await session.query("select 1 from memories where user_id = $1", [`${marker}-1`]);
    expect(left.rowCount).toBe(1_500);

    await page.getByRole("button", { name: "Resume" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      `Deleted 8,500 memories of user ${marker}-1`,
    );
    await expect(page.getByRole("button", { name: "Pause" })).toHaveCount(0);
  } finally {
    await session.end();
  }
});

test("a cancelled deletion says what was deleted and what was kept", async ({ page }) => {
  const marker = "linnet";
  await signIn(page);
  await importMemories(page, marker, total);
  const session = await connectToDatabase();
  try {
    await holdMemory(session, `${marker}-1`, heldPlace);
    await beginDeletion(page, marker, session);
    await page.getByRole("button", { name: "Cancel deletion" }).click();
    const dialog = page.getByRole("dialog", { name: "Cancel deletion" });
    await expect(dialog).toContainText("6,000 memories are already deleted");
    await dialog.getByRole("button", { name: "Cancel deletion" }).click();
    await expect.poll(() => waitingSessions(session)).toBe(2);
    await session.query("rollback");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      `Cancelled after deleting 7,000 of 8,500 memories of user ${marker}-1: 1,500 kept`,
    );
    const left = await session.query("select 1 from memories where user_id = $1", [`${marker}-1`]);
    expect(left.rowCount).toBe(1_500);

    await page.getByRole("button", { name: "Verify", exact: true }).click();
    const verification = page.getByRole("region", { name: "Verification", exact: true });
    await expect(verification.getByRole("button", { name: "Verify again" })).toBeVisible();
    await expect(
      verification.getByRole("row", {
        name: /^Each memory, by its ID Still stored 8,500 1,500 failed or kept/,
      }),
    ).toBeVisible();
    await expect(
      verification.getByRole("row", {
        name: /^The filter counted again.* Still stored.* 1,500 failed or kept/,
      }),
    ).toBeVisible();
  } finally {
    await session.end();
  }
});
