import { randomBytes } from "node:crypto";
import type pg from "pg";
import { startDatabaseProxy, type DatabaseProxy } from "@/testing/database-proxy";
import { startProductForTests, type RunningProduct } from "@/testing/product/start-product-for-tests";
import { callServerAt } from "./api-key";
import { admin, expect, signIn, test } from "./console";
import { connectToDatabase, databaseUrl } from "./database";

// A product on a database of its own, the way to which is cut and comes back. Requests in between are told why they fail.

const name = `away_${randomBytes(4).toString("hex")}`;
let proxy: DatabaseProxy;
let product: RunningProduct;

/** No member has it; finding that out takes a query. */
const apiKey = `lethe_${randomBytes(32).toString("base64url")}`;
const onServer = async (statement: string): Promise<void> => {
  const client: pg.Client = await connectToDatabase();
  await client.query(statement);
  await client.end();
};

test.beforeAll(async () => {
  await onServer(`create database ${name}`);
  proxy = await startDatabaseProxy(databaseUrl(name));
  product = await startProductForTests({
    env: {
      DATABASE_URL: proxy.url,
      LETHE_SECRET: randomBytes(32).toString("hex"),
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
      LETHE_SAMPLE: "off",
    },
  });
});
test.afterAll(async () => {
  await product.stop();
  await proxy.stop();
  await onServer(`drop database ${name} with (force)`);
});

test("while the database is away a page says so, and comes by itself when it is back", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: product.url });
  const page = await context.newPage();
  await signIn(page, "/history");
  const away = page.getByRole("alert").filter({ hasText: "Lethe’s database cannot be reached" });

  await proxy.stop();
  // A new visit shows no frame, as the session cannot be read; within the frame only the page fails.
  expect((await page.goto("/memories"))?.status()).toBe(500);
  await expect(away.getByRole("button", { name: "Try again" })).toBeVisible();
  await proxy.start();
  await expect(page.getByRole("heading", { name: "Memories" })).toBeVisible({ timeout: 15_000 });

  // Nothing is known of the session then: it is neither ended nor its cookie cleared.
  await proxy.stop();
  for (const path of ["/api/deletions", "/api/auth/session"]) {
    const answer = await page.request.get(path);
    expect([answer.status(), answer.headers()["set-cookie"]], path).toEqual([503, undefined]);
  }
  await page.getByRole("link", { name: "Ledger" }).click();
  await expect(away).toBeVisible();
  await proxy.start();
  await expect(page.getByRole("heading", { name: "Ledger" })).toBeVisible({ timeout: 15_000 });
  await context.close();
});

test("while the database is away the API, agents and health are told to come back later", async () => {
  await proxy.stop();
  const calls = [
    callServerAt(product.url, apiKey, "GET", "/v1/memories/?user_id=ada"),
    callServerAt(product.url, apiKey, "DELETE", "/v1/memories/?user_id=ada"),
    callServerAt(product.url, apiKey, "POST", "/api/mcp", {
      jsonrpc: "2.0",
      id: 1,
      method: "tools/list",
    }),
    callServerAt(product.url, apiKey, "GET", "/api/health"),
  ];
  for (const { status, headers } of await Promise.all(calls)) {
    expect(status).toBe(503);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  }
  await proxy.start();
});
