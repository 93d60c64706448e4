import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "@/lib/database/server/database";
import { startLedger, append } from "@/testing/ledger/ledger-table";
import { verifyLedger } from "@/lib/ledger/verify-ledger";
import { useTestDatabase } from "@/testing/test-database";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { readEvents } from "./read-events";
import { recordEvent } from "./record-event";

const { database, url } = useTestDatabase();

beforeEach(() => startLedger(database(), 3));

describe("recordEvent", () => {
  it("does not fork the chain when 50 append at once, from two processes' worth of connections", async () => {
    const pools = [openDatabase(url(), { connectionsMax: 10 }), openDatabase(url(), { connectionsMax: 10 })];
    try {
      await Promise.all(
        Array.from({ length: 50 }, async (_, number) => {
          const pool = pools[number % 2];
          if (pool !== undefined) await append(pool, number + 100);
        }),
      );
    } finally {
      await Promise.all(pools.map((pool) => pool.$client.end()));
    }
    expect(await verifyLedger(readEvents(database()))).toMatchObject({ eventCount: 53, findings: [] });
    const bodies = await database().select({ body: ledgerEvents.body }).from(ledgerEvents);
    expect(new Set(bodies.map(({ body }) => body)).size).toBe(53);
  });

  it("leaves neither an event nor a gap when its transaction is given up", async () => {
    const attempts = Array.from({ length: 20 }, (_, number) =>
      database()
        .transaction(async (transaction) => {
          await recordEvent(transaction, { kind: "sample.loaded", body: { count: number }, at: new Date() });
          if (number % 2 === 0) throw new Error("given up");
        })
        .catch(() => undefined),
    );
    await Promise.all(attempts);
    expect(await verifyLedger(readEvents(database()))).toMatchObject({ eventCount: 13, findings: [] });
  });

  it("fails rather than forks in a transaction that cannot see the newest head", async () => {
    const stale = database().transaction(
      async (transaction) => {
        await transaction.execute(sql`select 1 from ledger_events`);
        await append(database(), 4);
        await recordEvent(transaction, { kind: "sample.loaded", body: {}, at: new Date() });
      },
      { isolationLevel: "repeatable read" },
    );
    await expect(stale).rejects.toMatchObject({ code: "23505" });
    expect(await verifyLedger(readEvents(database()))).toMatchObject({ eventCount: 4, findings: [] });
  });

  it("survives the way through the database byte for byte, in any script", async () => {
    const odd = "é e\u0301 😀 \u2028 \u0000 ‮ שלום \\u0000 '\"; --";
    await database().transaction((transaction) =>
      recordEvent(transaction, { kind: "sample.loaded", body: { odd, [odd]: null }, at: new Date() }),
    );
    expect((await verifyLedger(readEvents(database()))).findings).toEqual([]);
  });
});
