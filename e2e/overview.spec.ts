import { randomBytes, randomUUID } from "node:crypto";
import type { Page } from "playwright/test";
import type { Role } from "@/lib/access/permissions";
import { hashPassword } from "@/lib/members/server/password";
import { callServer, createKey } from "./api-key";
import { expect, importMemories, signIn, test } from "./console";
import { connectToDatabase } from "./database";

// The first page after signing in: what waits, and how things stand, each with the way to its list.

const password = "four tame dotterels rest";

/** A member of a role; disabled again at the end, as other specs count the members. */
const withMember = async (
  role: Role,
  use: (member: { email: string; password: string }) => Promise<void>,
) => {
  const email = `dotterel-${role}-${randomBytes(3).toString("hex")}@example.com`;
  const database = await connectToDatabase();
  try {
    await database.query(
      "insert into members (id, email, role, password_hash, created_at) values ($1, $2, $3, $4, now())",
      [randomUUID(), email, role, await hashPassword(password)],
    );
    await use({ email, password });
  } finally {
    await database.query("update members set disabled_at = now() where email = $1", [email]);
    await database.end();
  }
};

const block = (page: Page, name: string) => page.getByRole("main").getByRole("region", { name });

/** The number with which a link begins. */
const numberOf = (text: string): number => Number((/[\d,]+/.exec(text)?.[0] ?? "").replaceAll(",", ""));

test("what waits and what was done is told, and each number leads to as many", async ({ page }) => {
  const marker = `dotterel-${randomBytes(3).toString("hex")}`;
  const key = await createKey(`Dotterel ${marker}`, "support");
  await signIn(page, "/import");
  await importMemories(page, marker, 3);
  const deleted = await callServer(key, "DELETE", `/v1/memories/?user_id=${marker}-1`);
  expect(deleted.status).toBe(200);
  const ticket = {
    reference: marker,
    law: "gdpr",
    names: ["Charadrius Morinellus"],
    received_on: "2026-01-31",
  };
  expect((await callServer(key, "POST", "/api/tickets", ticket)).status).toBe(201);

  await test.step("an overdue ticket", async () => {
    await page.goto("/");
    const link = block(page, "Waiting for you").getByRole("link", { name: /overdue$/ });
    const count = numberOf(await link.innerText());
    await link.click();
    await page.waitForURL("**/tickets?due=overdue");
    await expect(page.getByRole("main").getByText(new RegExp(`of ${count} tickets?`))).toBeVisible();
    await expect(page.getByRole("link", { name: marker })).toBeVisible();
  });

  await test.step("deletions, by how they ended and by whom", async () => {
    await page.goto("/");
    // What is above it has come, and moves it no more.
    await expect(page.getByRole("figure", { name: "By month" })).toBeVisible();
    const deletions = block(page, "Deletions, last 30 days");
    await expect(deletions.getByText(`API key Dotterel ${marker}`)).toBeVisible();
    const link = deletions.getByRole("link", { name: /Verified absent$/ });
    await expect(link).toBeVisible();
    const count = numberOf(await link.innerText());
    await link.click();
    await page.waitForURL(/\/history\?outcome=verified&from=\d{4}-\d{2}-\d{2}$/);
    await expect(page.getByLabel("Outcome")).toHaveValue("verified");
    const words = new RegExp(`of ${count.toLocaleString("en")} deletions?`);
    await expect(page.getByRole("main").getByText(words)).toBeVisible();
  });

  await test.step("memories of the store", async () => {
    await page.goto("/");
    await block(page, "Memories")
      .getByRole("listitem")
      .filter({ hasText: "Built-in store" })
      .getByRole("link")
      .click();
    await page.waitForURL("**/memories");
  });
});

test("a role sees of it what it may", async ({ browser }) => {
  const blocks: Record<"viewer" | "auditor", [string[], string[]]> = {
    viewer: [["Memories", "Under way"], ["Ledger"]],
    auditor: [["Ledger", "Under way"], ["Memories"]],
  };
  for (const role of ["viewer", "auditor"] as const) {
    await withMember(role, async (member) => {
      const page = await (await browser.newContext()).newPage();
      await signIn(page, "/", member);
      const [shown, hidden] = blocks[role];
      for (const name of shown) await expect(block(page, name), `${role}: ${name}`).toBeVisible();
      for (const name of hidden) await expect(block(page, name), `${role}: ${name}`).toHaveCount(0);
      await page.context().close();
    });
  }
});

test.describe("on a screen of 1440 by 900", () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test("all of it is in view, and is reached by the palette", async ({ page }) => {
    await signIn(page, "/people");
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox").fill("overview");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/");
    await expect(block(page, "Ledger")).toBeInViewport({ ratio: 1 });
    await expect(
      page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Overview" }),
    ).toHaveAttribute("aria-current", "page");
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("its place in the bar leads to it", async ({ page }) => {
    await signIn(page, "/people");
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Overview" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    await expect(block(page, "Waiting for you")).toBeInViewport();
  });
});
