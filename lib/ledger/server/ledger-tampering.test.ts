import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { DatabaseError } from "@/lib/database/server/database-error";
import { findingWords } from "@/lib/ledger/finding-words";
import { startLedger, tamper } from "@/testing/ledger/ledger-table";
import { anchorOf, makeChain } from "@/testing/ledger/make-chain";
import { insertEvents } from "@/testing/ledger/ledger-table";
import type { Anchor, Report } from "@/lib/ledger/types";
import { verifyLedger } from "@/lib/ledger/verify-ledger";
import { useTestDatabase } from "@/testing/test-database";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { readEvents } from "./read-events";

const { database } = useTestDatabase();
const verify = (anchors: Anchor[] = []): Promise<Report> => verifyLedger(readEvents(database()), anchors);

/** Anchors of the events of these numbers, as they stand now. */
const anchorsAt = async (...numbers: number[]): Promise<Anchor[]> => {
  const events = await database().select().from(ledgerEvents);
  return events.filter(({ seq }) => numbers.includes(seq)).map(anchorOf);
};

// Every test first shows that the untampered ledger verifies, against the anchors that it then uses.
let anchors: Anchor[] = [];
beforeEach(async () => {
  await startLedger(database(), 12);
  anchors = await anchorsAt(4, 9);
  expect(await verify(anchors)).toMatchObject({
    eventCount: 12,
    findings: [],
    anchoredThrough: 9,
    unanchoredCount: 3,
  });
});

const wordsOf = (report: Report): string[] => report.findings.map(findingWords);

describe("a tampered ledger does not verify", () => {
  it.each([
    [
      "body",
      sql`update ledger_events set body = replace(body, '"expectedCount":6', '"expectedCount":5') where seq = 6`,
    ],
    ["kind", sql`update ledger_events set kind = 'deletion.requested' where seq = 6`],
    ["time", sql`update ledger_events set recorded_at = recorded_at - interval '1 ms' where seq = 6`],
    ["time that is none", sql`update ledger_events set recorded_at = 'infinity' where seq = 6`],
    ["hash", sql`update ledger_events set hash = sha256('') where seq = 6`],
  ])("changed row: %s", async (_name, statement) => {
    await tamper(database(), statement);
    const report = await verify(anchors);
    expect(wordsOf(report)).toContain("Event 6 was changed: its content does not match its hash.");
    expect(report.anchoredThrough).toBe(4);
  });

  it("changed version", async () => {
    await tamper(database(), sql`update ledger_events set version = 2 where seq = 6`);
    expect((await verify(anchors)).findings).toEqual([{ kind: "unknown_version", seq: 6, version: 2 }]);
  });

  it("changed link", async () => {
    await tamper(database(), sql`update ledger_events set previous_hash = sha256('') where seq = 6`);
    expect((await verify()).findings).toEqual([
      { kind: "changed", seq: 6 },
      { kind: "broken_link", seq: 6 },
    ]);
  });

  it("deleted first, middle and several rows", async () => {
    await tamper(database(), sql`delete from ledger_events where seq in (1, 5, 7, 8)`);
    expect(wordsOf(await verify(anchors))).toEqual([
      "Event 1 is missing.",
      "Event 5 is missing.",
      "Events 7 to 8 are missing.",
    ]);
  });

  it("deleted middle row, with those after it numbered anew", async () => {
    await tamper(
      database(),
      sql`delete from ledger_events where seq = 5`,
      sql`update ledger_events set seq = -seq where seq > 5`,
      sql`update ledger_events set seq = -seq - 1 where seq < 0`,
    );
    expect(wordsOf(await verify(anchors))[0]).toBe(
      "Event 5 is in the wrong place: it was recorded as event 6.",
    );
  });

  it("two rows swapped", async () => {
    await tamper(
      database(),
      sql`update ledger_events set seq = -6 where seq = 6`,
      sql`update ledger_events set seq = 6 where seq = 7`,
      sql`update ledger_events set seq = 7 where seq = -6`,
    );
    expect(wordsOf(await verify())).toEqual([
      "Event 6 is in the wrong place: it was recorded as event 7.",
      "Event 7 is in the wrong place: it was recorded as event 6.",
    ]);
  });

  it("two bodies swapped", async () => {
    await tamper(
      database(),
      sql`update ledger_events e set body = o.body from ledger_events o where (e.seq, o.seq) in ((6, 8), (8, 6))`,
    );
    expect((await verify()).findings).toEqual([
      { kind: "changed", seq: 6 },
      { kind: "changed", seq: 8 },
    ]);
  });

  it("added row, below the first and behind the last", async () => {
    await tamper(
      database(),
      sql`insert into ledger_events select 0, version, kind, body, previous_hash, hash, recorded_at from ledger_events where seq = 3`,
      sql`insert into ledger_events select 13, version, kind, body, previous_hash, hash, recorded_at from ledger_events where seq = 3`,
    );
    expect((await verify()).findings.map(({ kind }) => kind)).toEqual(["impossible_number", "renumbered"]);
  });
});

describe("what only anchors can show", () => {
  it("a tail cut off below the last anchor", async () => {
    await tamper(database(), sql`delete from ledger_events where seq > 7`);
    expect((await verify()).findings).toEqual([]);
    const report = await verify(anchors);
    expect(report.findings).toMatchObject([{ kind: "truncated", headSeq: 7, anchoredSeq: 9 }]);
    expect(report).toMatchObject({ anchoredThrough: 4, unanchoredCount: 3 });
  });

  it("not: a tail cut off above the last anchor; the report claims no more than that", async () => {
    await tamper(database(), sql`delete from ledger_events where seq > 10`);
    expect(await verify(anchors)).toMatchObject({ findings: [], anchoredThrough: 9, unanchoredCount: 1 });
  });

  it("a rewrite of everything", async () => {
    await tamper(database(), sql`truncate ledger_events`);
    await insertEvents(database(), makeChain(12, " rewritten"));
    expect((await verify()).findings).toEqual([]);
    expect((await verify(anchors)).findings).toMatchObject([
      { kind: "rewritten", seq: 4, differingCount: 2 },
    ]);
  });

  it("a tail cut off and grown again", async () => {
    await tamper(database(), sql`delete from ledger_events where seq > 5`);
    const kept = await database().select().from(ledgerEvents).orderBy(ledgerEvents.seq);
    await insertEvents(database(), makeChain(20, " other", kept.at(-1)));
    expect((await verify()).findings).toEqual([]);
    expect((await verify(anchors)).findings).toMatchObject([
      { kind: "rewritten", seq: 9, differingCount: 1 },
    ]);
  });
});

describe("the database itself", () => {
  const changes = [
    sql`update ledger_events set kind = 'x' where seq = 6`,
    sql`update ledger_events set kind = kind`,
    sql`delete from ledger_events where seq = 12`,
    sql`truncate ledger_events`,
    sql`insert into ledger_events select * from ledger_events where seq = 6 on conflict (seq) do update set kind = 'x'`,
    sql`merge into ledger_events e using (values (6)) v (seq) on e.seq = v.seq when matched then delete`,
  ];
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => "done",
      (error: unknown) => (error instanceof DatabaseError ? error.code : "not by the database"),
    );

  it("refuses UPDATE, DELETE and TRUNCATE, even of its superuser", async () => {
    const { rows } = await database().execute(sql`select usesuper from pg_user where usename = current_user`);
    expect(rows).toEqual([{ usesuper: true }]);
    for (const change of changes) expect(await codeOf(database().execute(change))).toBe("23001");
    expect((await verify(anchors)).findings).toEqual([]);
  });

  it("refuses them too in a session that calls itself a replica, which skips ordinary triggers", async () => {
    for (const change of changes) {
      const work = database().transaction(async (transaction) => {
        await transaction.execute(sql`set local session_replication_role = replica`);
        await transaction.execute(change);
      });
      expect(await codeOf(work)).toBe("23001");
    }
  });

  it("lets only the table's owner or a superuser switch that off, not who merely holds every right", async () => {
    const { rows } = await database().execute<{ role: string }>(
      sql`select 'ledger_' || replace(gen_random_uuid()::text, '-', '') as role`,
    );
    const role = sql.identifier(rows[0]?.role ?? "");
    await database().execute(sql`create role ${role}`);
    await database().execute(sql`grant all on ledger_events to ${role}`);
    const asRole = (statement: ReturnType<typeof sql>) =>
      codeOf(
        database().transaction(async (transaction) => {
          await transaction.execute(sql`set local role ${role}`);
          await transaction.execute(statement);
        }),
      );
    expect(await asRole(sql`alter table ledger_events disable trigger user`)).toBe("42501");
    expect(await asRole(sql`set session_replication_role = replica`)).toBe("42501");
    for (const change of changes) expect(await asRole(change)).toBe("23001");
    await database().execute(sql`drop owned by ${role}`);
    await database().execute(sql`drop role ${role}`);
  });
});
