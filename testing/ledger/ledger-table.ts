import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { formatEventLine } from "@/lib/ledger/event-line";
import { recordEvent } from "@/lib/ledger/server/record-event";
import type { LedgerEvent } from "@/lib/ledger/types";

/** Runs statements as the tables' owner with the ledger's triggers off: without that no event can be changed. */
export const tamper = (database: Database, ...statements: SQL[]): Promise<void> =>
  database.transaction(async (transaction) => {
    await transaction.execute(sql`alter table ledger_events disable trigger user`);
    for (const statement of statements) await transaction.execute(statement);
    await transaction.execute(
      sql`alter table ledger_events enable always trigger ledger_events_refuse_change`,
    );
    await transaction.execute(
      sql`alter table ledger_events enable always trigger ledger_events_refuse_truncate`,
    );
  });

/** Empties the ledger and records events 1 to `count` anew, through the product's own function. */
export const startLedger = async (database: Database, count: number): Promise<void> => {
  await tamper(database, sql`truncate ledger_events`);
  for (let number = 1; number <= count; number++) await append(database, number);
};

export const append = (database: Database, number: number): Promise<void> =>
  database.transaction((transaction) =>
    recordEvent(transaction, {
      // Not of deletions, which history would have to have as well.
      kind: number % 2 === 1 ? "memories.exported" : "memories.imported",
      body: { storeId: "builtin", expectedCount: number },
      at: new Date(Date.UTC(2026, 0, 1) + number * 60_000),
    }),
  );

/** Stored events, put in without recordEvent: many at once. */
export const insertEvents = async (database: Database, events: Iterable<LedgerEvent>): Promise<void> => {
  let lines: string[] = [];
  const flush = async () => {
    await database.execute(sql`
      insert into ledger_events (seq, version, kind, body, previous_hash, hash, recorded_at)
      select seq, version, kind, body, decode("previousHash", 'hex'), decode(hash, 'hex'), "recordedAt"
      from json_to_recordset(${`[${lines.join(",")}]`}) as event (seq bigint, version smallint, kind text,
        body text, "previousHash" text, hash text, "recordedAt" timestamptz)`);
    lines = [];
  };
  for (const event of events) {
    lines.push(formatEventLine(event));
    if (lines.length === 20_000) await flush();
  }
  await flush();
};
