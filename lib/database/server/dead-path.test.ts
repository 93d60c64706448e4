import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { createDispatcher } from "@/lib/mem0-api/server/dispatch";
import { startDatabaseProxy } from "@/testing/database-proxy";
import { useTestDatabase } from "@/testing/test-database";
import { answersWithin } from "./answers-within";
import { openDatabase } from "./database";
import { isOutage } from "./database-error";

// A failover, or a proxy that restarts, can leave connections open on which nothing ever arrives again.

const test = useTestDatabase();

const openByProxy = async (onTestFinished: (end: () => Promise<void>) => void) => {
  const proxy = await startDatabaseProxy(test.url());
  const database = openDatabase(proxy.url, { connectionsMax: 3, statementTimeoutMs: 0 });
  onTestFinished(async () => {
    await Promise.all([database.$client.end(), proxy.stop()]);
  });
  return { proxy, database };
};
const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
};
const one = sql`select 1 as one`;

describe.concurrent("a path that has fallen silent", () => {
  it("is noticed on idle connections; the next queries go another way", async ({ onTestFinished }) => {
    const { proxy, database } = await openByProxy(onTestFinished);
    const many = () => Promise.allSettled(Array.from({ length: 9 }, () => database.execute(one)));
    await many();
    proxy.silence();
    // What a monitor asks first is answered in time.
    expect(
      await secondsOf(async () => expect(await answersWithin(database, 3_000)).toBe(false)),
    ).toBeLessThan(4);
    const startedAt = performance.now();
    await many();
    expect((await many()).map(({ status }) => status)).not.toContain("rejected");
    expect(performance.now() - startedAt).toBeLessThan(12_000);
  });

  it("is noticed once, and not on each connection in turn", async ({ onTestFinished }) => {
    const { proxy, database } = await openByProxy(onTestFinished);
    await Promise.all([1, 2, 3].map(() => database.execute(sql`select pg_sleep(0.1)`)));
    proxy.silence();
    await expect(database.execute(one)).rejects.toSatisfy(isOutage);
    expect(await secondsOf(() => database.execute(one))).toBeLessThan(2);
  });

  it("ends a statement under way as a broken connection does, and its locks with it", async ({
    onTestFinished,
  }) => {
    const { proxy, database } = await openByProxy(onTestFinished);
    const seconds = secondsOf(() =>
      expect(
        database.transaction(async (transaction) => {
          await transaction.execute(sql`select pg_advisory_xact_lock(4711)`);
          proxy.silence();
          await transaction.execute(one);
        }),
      ).rejects.toSatisfy(isOutage),
    );
    expect(await seconds).toBeLessThan(8);
    await test.database().transaction(async (transaction) => {
      await transaction.execute(sql`set local lock_timeout = '2s'`);
      await transaction.execute(sql`select pg_advisory_xact_lock(4711)`);
    });
    expect((await database.execute(one)).rows).toEqual([{ one: 1 }]);
  });

  it("is noticed in the middle of an answer", async ({ onTestFinished }) => {
    const { proxy, database } = await openByProxy(onTestFinished);
    await database.execute(one);
    proxy.silenceAfter(100_000);
    await expect(database.execute(sql`select repeat('x', 50000000)`)).rejects.toMatchObject({
      code: "ECONNABORTED",
    });
    expect((await database.execute(one)).rows).toEqual([{ one: 1 }]);
  });

  it("is not seen in a statement that takes long, or a cursor that waits for its reader", async ({
    onTestFinished,
  }) => {
    const { database } = await openByProxy(onTestFinished);
    const slow = database.execute(sql`select pg_sleep(6)`);
    await database.transaction(async (transaction) => {
      await transaction.execute(sql`declare slowly cursor for select 1`);
      await delay(4_500);
      expect((await transaction.execute(sql`fetch all from slowly`)).rowCount).toBe(1);
    });
    await expect(slow).resolves.toMatchObject({ rowCount: 1 });
  });

  it("ends a statement also where the server cannot be reached by a new connection", async ({
    onTestFinished,
  }) => {
    const { proxy, database } = await openByProxy(onTestFinished);
    await database.execute(one);
    proxy.silence();
    proxy.refuse();
    expect(await secondsOf(() => expect(database.execute(one)).rejects.toThrow())).toBeLessThan(12);
    await proxy.start();
    expect((await database.execute(one)).rows).toEqual([{ one: 1 }]);
  });
});

describe("while the database is away", () => {
  it("applications are told when to ask again, with 503 and Retry-After", async ({ onTestFinished }) => {
    const { proxy, database } = await openByProxy(onTestFinished);
    await proxy.stop();
    const dispatch = createDispatcher({
      operations: [
        {
          id: "read",
          method: "GET",
          path: "/read/",
          permission: "memories:read",
          run: () => database.execute(one),
        } as never,
      ],
      authenticate: () => Promise.resolve({ ...test.context(), database }),
      log: () => ({ info: () => undefined, error: () => undefined }),
    });
    const answer = await dispatch(new Request("http://localhost/read/"));
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    await proxy.start();
    expect((await dispatch(new Request("http://localhost/read/"))).status).toBe(200);
  });
});

it("an error is known by its name: the server's bundles each have a class of their own", () => {
  const foreign = Object.assign(new Error(), { name: "DatabaseError", code: "ECONNREFUSED" });
  expect(isOutage(foreign)).toBe(true);
  expect(isOutage(Object.assign(new Error(), { code: "ECONNREFUSED" }))).toBe(false);
});
