import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Cookie, type Page } from "playwright/test";

export const admin = { email: "ada@example.com", password: "five quiet herons wade" };

/** A page whose every unexpected console error fails the test; `expectedErrors` says which ones a test provokes. */
export const test = base.extend<{ expectedErrors: RegExp[] }>({
  expectedErrors: [[], { option: true }],
  page: async ({ page, expectedErrors }, run) => {
    const errors = collectErrors(page);
    await run(page);
    const unexpected = errors.filter((error) => !expectedErrors.some((expected) => expected.test(error)));
    expect(unexpected, "errors in the browser's console").toEqual([]);
  },
});

export { expect };

/** Everything the browser complains of on this page, as it comes. */
export const collectErrors = (page: Page): string[] => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return errors;
};

/** By product and member. */
const sessions = new Map<string, Cookie[]>();

/** Opens a page as a member: signed in by the form once, and by the cookies of then as long as that session lasts. */
export const signIn = async (page: Page, path = "/memories", member = admin): Promise<void> => {
  const context = page.context();
  const { origin } = new URL((await page.request.get("/api/health")).url());
  const key = `${origin} ${member.email}`;
  const session = sessions.get(key);
  if (session !== undefined) await context.addCookies(session);
  // Asked before: a page that has begun to stream leads to the sign-in only when it has come.
  const isSignedIn =
    session !== undefined && (await page.request.get("/api/deletions/untold")).status() !== 401;
  await page.goto(isSignedIn ? path : `/sign-in?next=${encodeURIComponent(path)}`);
  if (!isSignedIn) {
    await page.getByLabel("Email").fill(member.email);
    await page.getByLabel("Password").fill(member.password);
    await page.getByRole("button", { name: "Sign in" }).click();
  }
  await page.waitForURL((url) => url.pathname === path.split("?")[0]);
  sessions.set(key, await context.cookies());
};

/**
 * Waits until the memories page lives: its count comes from the browser, so keys and clicks work from then on. Looked for
 * in "main", here and elsewhere: while a page streams in, its parts stand once more behind it, hidden.
 */
export const memoriesReady = (page: Page): Promise<void> =>
  expect(page.getByRole("main").getByText(/^Showing [\d,]+ of [\d,]+ memor/)).toBeVisible();

/** Fails with the rules broken and where, if the page as it stands breaks any accessibility rule. */
export const expectAccessible = (page: Page): Promise<void> => expectRules(page);

/** The same by the contrast of its colours alone. */
export const expectContrast = (page: Page): Promise<void> => expectRules(page, ["color-contrast"]);

const expectRules = async (page: Page, rules: string[] | null = null): Promise<void> => {
  // In the page itself, which has no frames, and without a list of every element that is fine.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  if (rules !== null) axe.withRules(rules);
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.target.join(" ")) }));
  expect(found, "accessibility violations").toEqual([]);
};

type MemoryLine = Record<string, unknown>;

/** Memories for one test, as JSON Lines; the marker is in every text and is the user id's beginning. */
export const memoryLines = (
  marker: string,
  count: number,
  userCount = 1,
  change = (memory: MemoryLine, _index: number): MemoryLine => memory,
): string =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify(
      change(
        {
          memory: `${marker} fact number ${index + 1}: keeps the ${marker}-lamp on shelf ${index + 1}.`,
          user_id: `${marker}-${(index % userCount) + 1}`,
          agent_id: `${marker}-agent`,
          app_id: "e2e",
          run_id: `${marker}-run-${Math.floor(index / 10)}`,
          metadata: { marker, number: index + 1 },
          categories: ["testing"],
          created_at: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
        },
        index,
      ),
    ),
  ).join("\n");

/** Puts memories into the store through the import page, and waits until they are in. */
export const importMemories = async (
  page: Page,
  marker: string,
  count: number,
  userCount = 1,
  change?: (memory: MemoryLine, index: number) => MemoryLine,
): Promise<void> => {
  await page.goto("/import");
  await page.locator('input[type="file"]').setInputFiles({
    name: "memories.jsonl",
    mimeType: "application/x-ndjson",
    buffer: Buffer.from(memoryLines(marker, count, userCount, change)),
  });
  await page.getByRole("button", { name: "Start the import" }).click();
  const added = `${count.toLocaleString("en")} ${count === 1 ? "memory" : "memories"} added.`;
  await expect(page.getByRole("status").filter({ hasText: added })).toBeVisible();
};

/** The address of /memories with one condition. */
export const viewOf = (condition: Record<string, unknown>): string =>
  `/memories?filter=${encodeURIComponent(JSON.stringify(condition))}`;
