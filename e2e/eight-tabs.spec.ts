import type { Page } from "playwright/test";
import { callServer, createKey } from "./api-key";
import { expect, memoriesReady, signIn, test, viewOf } from "./console";

const addMemory = async (key: string, marker: string, text: string): Promise<void> => {
  const { status } = await callServer(key, "POST", "/v3/memories/add/", {
    messages: [{ role: "user", content: text }],
    user_id: `${marker}-1`,
    infer: false,
  });
  expect(status).toBeLessThan(300);
};

test("eight tabs share one stream: each loads, and shows an addition, also after some are closed", async ({
  page,
  context,
}) => {
  const marker = "sheathbill";
  const key = await createKey("Eight tabs", "admin");
  await signIn(page);
  const streams: string[] = [];
  context.on("request", (request) => {
    if (request.url().endsWith("/api/events")) streams.push(request.url());
  });
  const address = viewOf({ field: "user_id", operator: "eq", value: `${marker}-1` });
  await addMemory(key, marker, `${marker} sees the first tide`);
  const tabs = [page];
  await page.goto(address);
  for (let number = 2; number <= 8; number++) tabs.push(await context.newPage());
  await Promise.all(tabs.slice(1).map((tab) => tab.goto(address)));
  for (const tab of tabs) {
    await memoriesReady(tab);
    await expect(tab.getByRole("main").getByText("Live", { exact: true })).toBeVisible();
  }
  // One for the sign-in's first page, one after it went to the address.
  expect(streams.length).toBeLessThan(4);

  await addMemory(key, marker, `${marker} sees the second tide`);
  await expectEverywhere(tabs, `${marker} sees the second tide`);

  // The first one listens for all.
  for (const tab of tabs.slice(0, 3)) await tab.close();
  const rest = tabs.slice(3);
  const [first] = rest;
  if (first === undefined) throw new Error("Five tabs are left.");
  await expect(first.getByRole("main").getByText("Live", { exact: true })).toBeVisible();
  await addMemory(key, marker, `${marker} sees the third tide`);
  await expectEverywhere(rest, `${marker} sees the third tide`);
});

const expectEverywhere = (tabs: Page[], text: string) =>
  Promise.all(
    tabs.map((tab) => expect(tab.getByRole("main").getByText(text)).toBeVisible({ timeout: 10_000 })),
  );

test.describe("where a browser has no locks", () => {
  test("pages say that they are not live, and ask again", async ({ page, context }) => {
    const marker = "jacana";
    const key = await createKey("No locks", "admin");
    await context.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined });
    });
    await signIn(page);
    await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${marker}-1` }));
    await expect(page.getByRole("main").getByText(/^Not live/)).toBeVisible();
    await addMemory(key, marker, `${marker} is asked for`);
    await expect(page.getByRole("main").getByText(`${marker} is asked for`)).toBeVisible({ timeout: 10_000 });
  });
});
