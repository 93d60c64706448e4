import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright/test";
import { sql } from "drizzle-orm";
import { memberActor } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { createApiKey } from "@/lib/api-keys/server/create-api-key";
import { openDatabase, type Database } from "@/lib/database/server/database";
import { requestDeletionSchema } from "@/lib/deletions/request/schema";
import { requestDeletion } from "@/lib/deletions/server/request/request-deletion";
import { readEvents } from "@/lib/ledger/server/read-events";
import { verifyLedger } from "@/lib/ledger/verify-ledger";
import { childrenOf, commandLine } from "@/scripts/process-table";
import { startRoundRobinProxy, type RoundRobinProxy } from "@/testing/product/round-robin-proxy";
import { startProductForTests, type RunningProduct } from "@/testing/product/start-product-for-tests";
import {
  startReplicatedPostgres,
  type ReplicatedPostgres,
} from "@/testing/replica/start-replicated-postgres";
import { callServerAt } from "./api-key";
import { admin, collectErrors, expect, memoriesReady, signIn, test, viewOf } from "./console";

// Two processes of Lethe on one database with a read replica, behind a proxy that sends each request to the next of them.

const secret = "a secret for tests only, of more than 32 characters";
const requestsPerMinute = 60;

let postgres: ReplicatedPostgres;
let proxy: RoundRobinProxy;
let database: Database;
const processes: { name: string; product: RunningProduct; url: string }[] = [];

test.beforeAll(async () => {
  test.setTimeout(900_000);
  [postgres, proxy] = await Promise.all([startReplicatedPostgres(), startRoundRobinProxy()]);
  database = openDatabase(postgres.url, { connectionsMax: 3 });
  const [certificateKey, ledgerKey] = [newCertificateKey(), randomBytes(32).toString("hex")];
  // One after the other, as the first makes the admin.
  for (const name of ["one", "two"]) {
    const product = await startProductForTests({
      env: {
        // By it Postgres tells whose connection is whose.
        DATABASE_URL: `${postgres.url}?application_name=${name}`,
        DATABASE_READ_URL: postgres.readUrl,
        LETHE_SECRET: secret,
        LETHE_URL: proxy.url,
        LETHE_TRUSTED_PROXIES: "127.0.0.1,::1",
        LETHE_CERTIFICATE_KEY: certificateKey,
        LETHE_LEDGER_KEY: ledgerKey,
        LETHE_LEASE_SECONDS: "2",
        LETHE_API_REQUESTS_PER_MINUTE: String(requestsPerMinute),
        ADMIN_EMAIL: admin.email,
        ADMIN_PASSWORD: admin.password,
      },
    });
    processes.push({ name, product, url: `http://127.0.0.1:${new URL(product.url).port}` });
    proxy.serve(processes.map(({ url }) => url));
  }
});
test.afterAll(async () => {
  await Promise.all(processes.map(({ product }) => product.stop()));
  await database.$client.end();
  await Promise.all([postgres.stop(), proxy.stop()]);
});

test("a member is served by both, and each page hears of what either does", async ({ browser }) => {
  const userId = "kingfisher";
  await fill(userId, 120);
  // Beside them, or it would be a deletion of everything.
  await fill("sparrow", 1);
  const [first, second] = [await openPage(browser, userId), await openPage(browser, userId)];
  await expect(first.page.getByRole("main").getByText("Showing 50 of 120 memories")).toBeVisible();
  // Every part of a deletion goes to another process than the part before.
  await first.page.getByRole("checkbox", { name: "Select all on this page" }).click();
  await first.page.getByRole("button", { name: "Select all 120 matching" }).click();
  await first.page.getByRole("button", { name: "Delete 120 memories" }).click();
  const dialog = first.page.getByRole("dialog", { name: "Delete memories" });
  await dialog.getByRole("button", { name: "Delete 120 memories" }).click();
  for (const { page } of [first, second])
    await expect(page.getByRole("main").getByText(/^No memories/)).toBeVisible();
  for (const path of ["/api/events", "/api/", "/memories"])
    expect([...proxy.answeredBy(path).keys()].sort(), path).toEqual(processes.map(({ url }) => url).sort());
  for (const each of [first, second]) {
    expect(each.errors).toEqual([]);
    await each.close();
  }
});

test("what ends a session in one process ends it in the other, and a new role counts in both", async ({
  browser,
}) => {
  const { page, close } = await openPage(browser, "nobody");
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const statuses = (path: string) =>
    Promise.all(
      processes.map(async ({ url }) => (await fetch(`${url}${path}`, { headers: { cookie } })).status),
    );
  const setRole = (role: string) =>
    database.execute(sql`update members set role = ${role} where email = ${admin.email}`);
  expect(await statuses("/api/memories")).toEqual([200, 200]);
  await setRole("auditor");
  // As soon as both have heard of it: the notification is on its way to them when the update is answered.
  await expect.poll(() => statuses("/api/memories")).toEqual([403, 403]);
  await setRole("admin");
  await expect.poll(() => statuses("/api/memories")).toEqual([200, 200]);

  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  await expect.poll(() => statuses("/api/memories")).toEqual([401, 401]);
  await close();
});

test("guesses at a password are counted by both together", async () => {
  const csrf = await fetch(`${proxy.url}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookie = csrf.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const guess = async (): Promise<number> => {
    const form = { csrfToken, email: "nobody@example.com", password: "not the password", json: "true" };
    const answer = await fetch(`${proxy.url}/api/auth/callback/credentials`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie, origin: proxy.url },
      body: new URLSearchParams(form),
    });
    return answer.status;
  };
  const statuses: number[] = [];
  for (let tried = 0; tried < 20; tried++) statuses.push(await guess());
  expect(statuses).toEqual([...Array<number>(10).fill(401), ...Array<number>(10).fill(429)]);
});

test("a limit holds for both together", async () => {
  const key = await newKey("of the limit");
  const statuses: number[] = [];
  for (let asked = 0; asked < 2 * requestsPerMinute; asked++)
    statuses.push((await callServerAt(proxy.url, key, "GET", "/v1/entities/")).status);
  const passed = statuses.filter((status) => status === 200).length;
  console.log(
    `of ${statuses.length} requests ${passed} were let through, with a limit of ${requestsPerMinute}`,
  );
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  expect(passed).toBeLessThanOrEqual(requestsPerMinute);
  // Each may hold a thirtieth that it has not spent.
  expect(passed).toBeGreaterThanOrEqual(requestsPerMinute - 4);
});

test("a replica that is behind says so on the page, and what was deleted is shown by neither process", async ({
  browser,
}) => {
  const userId = "dipper";
  await fill(userId, 40);
  await postgres.catchUp();
  const { page, errors, close } = await openPage(browser, userId);
  await expect(page.getByRole("main").getByText("Showing 40 of 40 memories")).toBeVisible();
  await postgres.pause();
  await fill(userId, 2);
  await page.reload();
  await expect(
    page.getByRole("main").getByText(/^Read from the replica, which is \d+ seconds? behind/),
  ).toBeVisible();
  await expect(page.getByRole("main").getByText("Showing 40 of 40 memories")).toBeVisible();
  expect(await (await fetch(`${proxy.url}/api/health`)).json()).toMatchObject({
    status: "ok",
    replica: "behind",
  });
  await page.goto("/settings/stores");
  await expect(page.getByText(/^Replica \d+ seconds behind$/)).toBeVisible();

  const id = await requestAll(userId, 42);
  await untilFinished(id);
  for (const { url } of processes) {
    for (const path of ["/api/memories", "/api/memories/count"]) {
      const answer = await page.request.get(
        `${proxy.url}${path}?filter=${encodeURIComponent(JSON.stringify({ field: "user_id", operator: "eq", value: userId }))}`,
      );
      const body = (await answer.json()) as { memories?: unknown[]; value?: number };
      expect(body.memories?.length ?? body.value, `${path} of ${url}`).toBe(0);
    }
  }
  await postgres.resume();
  await postgres.catchUp();
  await page.goto("/settings/stores");
  await expect(page.getByText("Replica up to date")).toBeVisible();
  expect(errors).toEqual([]);
  await close();
});

test("one that is killed amid a batch costs nothing: the other goes on, with the deletion and with the pages", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const userId = "wagtail";
  await fill(userId, 5_000);
  const pages = [await openPage(browser, userId), await openPage(browser, userId)];
  const id = await holding(userId, 2_500, async () => {
    const deletionId = await requestAll(userId, 5_000);
    const worker = await untilWorkerWaits();
    const { product, url } = processes.find(({ name }) => name === worker) ?? processes[0] ?? fail();
    const pids = [product.pid, ...childrenOf(product.pid).filter((pid) => /\bnext\b/.test(commandLine(pid)))];
    for (const pid of pids) process.kill(pid, "SIGKILL");
    console.log(`killed ${worker} (${url}) with ${pids.length} processes`);
    return deletionId;
  });
  const killedAt = performance.now();
  await untilFinished(id);
  console.log(`the other had completed it ${Math.round(performance.now() - killedAt)} ms later`);
  for (const { page } of pages) await expect(page.getByRole("main").getByText(/^No memories/)).toBeVisible();
  // Whose stream was the dead one's has another.
  for (const { page } of pages)
    await expect(page.getByRole("main").getByText("Live", { exact: true })).toBeVisible();
  const { rows } = await database.execute(
    sql`select status, requested_count, deleted_count, absent_count, failed_count from deletions where id = ${id}::uuid`,
  );
  expect(rows).toEqual([
    { status: "completed", requested_count: 5_000, deleted_count: 5_000, absent_count: 0, failed_count: 0 },
  ]);
  expect((await verifyLedger(readEvents(database))).findings).toEqual([]);
  for (const each of pages) await each.close();
});

const newCertificateKey = (): string =>
  Buffer.from(generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" })).toString(
    "base64",
  );

const fail = (): never => {
  throw new Error("There is no process.");
};

const fill = (userId: string, count: number): Promise<unknown> =>
  database.execute(sql`insert into memories (memory, user_id, stored_at, changed_at)
    select ${userId} || ' fact ' || n, ${userId}, now() - interval '1 minute', now() - interval '1 minute'
    from generate_series(1, ${count}::integer) as n`);

/** A browser of its own, on the memories of a user. */
const openPage = async (
  browser: Browser,
  userId: string,
): Promise<{ page: Page; errors: string[]; close: () => Promise<void> }> => {
  const context = await browser.newContext({ baseURL: proxy.url });
  const page = await context.newPage();
  const errors = collectErrors(page);
  await signIn(page);
  await page.goto(viewOf({ field: "user_id", operator: "eq", value: userId }));
  await memoriesReady(page);
  await expect(page.getByRole("main").getByText("Live", { exact: true })).toBeVisible();
  return { page, errors, close: () => context.close() };
};

const contextNow = () => ({
  actor: memberActor({ id: memberIdSchema.parse(randomUUID()), email: "ops@example.com", role: "admin" }),
  session: { id: randomUUID(), authenticatedAt: new Date() },
  database,
  now: () => new Date(),
  secret,
  allowsPrivateStores: false,
});

const newKey = async (name: string): Promise<string> =>
  (await createApiKey(contextNow(), { name, role: "support" })).key;

const requestAll = async (userId: string, expectedCount: number): Promise<string> => {
  const result = await requestDeletion(
    contextNow(),
    requestDeletionSchema.parse({
      storeId: "builtin",
      selection: { kind: "matching", filter: { field: "user_id", operator: "eq", value: userId } },
      expectedCount,
      cutoffAt: new Date().toISOString(),
      idempotencyKey: randomUUID(),
    }),
  );
  if (result.kind !== "requested") throw new Error(`The count changed to ${result.actual}.`);
  return result.deletion.id;
};

const untilFinished = (id: string): Promise<void> =>
  expect
    .poll(
      async () => {
        const { rows } = await database.execute<{ is_finished: boolean }>(
          sql`select finished_at is not null as is_finished from deletions where id = ${id}::uuid`,
        );
        return rows[0]?.is_finished;
      },
      { timeout: 60_000 },
    )
    .toBe(true);

/** Keeps one memory from being deleted until `work` is done. */
const holding = <Result>(userId: string, place: number, work: () => Promise<Result>): Promise<Result> =>
  database.transaction(async (transaction) => {
    await transaction.execute(sql`select id from memories where id = (
      select id from memories where user_id = ${userId} order by ctid offset ${place}::integer limit 1) for update`);
    return work();
  });

/** The process whose connection waits for a lock. */
const untilWorkerWaits = async (): Promise<string> => {
  let worker: string | undefined;
  await expect
    .poll(
      async () => {
        const { rows } = await database.execute<{ name: string }>(sql`
          select application_name as name from pg_stat_activity
          where wait_event_type = 'Lock' and application_name in ('one', 'two')`);
        worker = rows[0]?.name;
        return worker;
      },
      { timeout: 30_000 },
    )
    .toBeDefined();
  return worker ?? fail();
};
