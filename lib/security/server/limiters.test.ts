import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { useTestDatabase } from "@/testing/test-database";
import { openDatabase } from "@/lib/database/server/database";
import { rateLimits } from "@/drizzle/schema/security";
import { addressGroup } from "./address-group";
import { batchedLimiter } from "./batched-limiter";
import { sharedLimiter } from "./shared-limiter";

const { database, url } = useTestDatabase();
const secret = "a secret for tests only, of more than 32 characters";
const options = (points: number) => ({ name: `test-${randomUUID()}`, points, seconds: 60, secret });
const passed = (answers: unknown[]) => answers.filter((answer) => answer === null).length;

/** As another process has them: pool and memory of its own. */
const inTwoProcesses = async <Limiter>(
  make: (of: ReturnType<typeof database>) => Limiter,
  use: (a: Limiter, b: Limiter) => Promise<void>,
) => {
  const other = openDatabase(url());
  try {
    await use(make(database()), make(other));
  } finally {
    await other.$client.end();
  }
};

describe("a shared limiter", () => {
  it("lets no more through than its points, of many at once in two processes", async () => {
    const limit = options(10);
    await inTwoProcesses(
      (of) => sharedLimiter(of, limit),
      async (a, b) => {
        const answers = await Promise.all(
          Array.from({ length: 150 }, (_, index) => (index % 2 === 0 ? a : b).take("ada@example.com")),
        );
        expect(passed(answers)).toBe(10);
        const seconds = answers.flatMap((answer) => (answer === null ? [] : [answer.retryAfterSeconds]));
        expect(Math.max(...seconds)).toBeLessThanOrEqual(60);
        expect(Math.min(...seconds)).toBeGreaterThan(50);
        expect(await a.take("grace@example.com")).toBeNull();
      },
    );
  });

  it("takes back, and begins anew", async () => {
    const limiter = sharedLimiter(database(), options(2));
    await limiter.take("ada");
    await limiter.take("ada");
    await limiter.giveBack("ada");
    expect(await limiter.take("ada")).toBeNull();
    expect(await limiter.take("ada")).not.toBeNull();
    await limiter.reset("ada");
    expect(await limiter.take("ada")).toBeNull();
  });

  it("keeps nothing of whom it counts but a keyed digest", async () => {
    await sharedLimiter(database(), options(2)).take("lin@example.com");
    const keys = (await database().select().from(rateLimits)).map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.join()).not.toMatch(/lin|example/);
  });
});

describe("a limiter of requests", () => {
  it.each([1, 3, 100, 600])(
    "lets no more than %i through in two processes, and few fewer",
    async (points) => {
      const limit = options(points);
      await inTwoProcesses(
        (of) => batchedLimiter(of, limit),
        async (a, b) => {
          const ask = (limiter: typeof a, count: number) =>
            Promise.all(Array.from({ length: count }, () => limiter.take("ada")));
          const both = await Promise.all([ask(a, 2 * points), ask(b, 2 * points)]);
          expect(passed(both.flat())).toBe(points);
        },
      );
    },
  );

  it("does not write for most requests", async () => {
    const limit = options(600);
    const limiter = batchedLimiter(database(), limit);
    let queries = 0;
    const { $client } = database();
    const original = $client.query.bind($client) as (...args: unknown[]) => unknown;
    Object.assign($client, { query: (...args: unknown[]) => (queries++, original(...args)) });
    for (let count = 0; count < 700; count++) await limiter.take("ada");
    Object.assign($client, { query: original });
    expect(queries).toBe(30);
  });
});

describe("addressGroup", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::1", "2001:db8:1:2::/64"],
    ["no address", "unknown"],
    [null, "unknown"],
  ])("of %s is %s", (address, group) => expect(addressGroup(address)).toBe(group));
});
