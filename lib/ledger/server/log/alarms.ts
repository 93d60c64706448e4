import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { ledgerAlarms } from "@/drizzle/schema/ledger-log";
import type { Queryable } from "@/lib/database/server/database";
import type { LedgerAlarmCode } from "@/lib/ledger/alarms";

export type LedgerAlarm = typeof ledgerAlarms.$inferSelect;

/**
 * Notes that this is so, now; answers whether it is new. One row for as long as it lasts, and until it is acknowledged. `subject`: the
 * witness that it is about; empty for the ledger itself.
 */
export const raiseAlarm = async (
  database: Queryable,
  {
    code,
    subject = "",
    facts,
    at,
  }: { code: LedgerAlarmCode; subject?: string; facts: Record<string, string | number>; at: Date },
): Promise<{ isNew: boolean }> => {
  const [row] = await database
    .insert(ledgerAlarms)
    .values({ code, subject, facts, raisedAt: at, lastSeenAt: at })
    .onConflictDoUpdate({
      target: [ledgerAlarms.code, ledgerAlarms.subject],
      targetWhere: isAlive,
      set: { facts, lastSeenAt: at, clearedAt: null },
    })
    .returning({ isNew: sql<boolean>`xmax = 0` });
  return { isNew: row?.isNew === true };
};

/** Notes that none of these is so any more; of `subject` alone, where one is given. */
export const clearAlarms = async (
  database: Queryable,
  codes: readonly LedgerAlarmCode[],
  at: Date,
  subject?: string,
): Promise<void> => {
  await database
    .update(ledgerAlarms)
    .set({ clearedAt: at })
    .where(
      and(
        inArray(ledgerAlarms.code, [...codes]),
        isNull(ledgerAlarms.clearedAt),
        subject === undefined ? undefined : eq(ledgerAlarms.subject, subject),
      ),
    );
};

/** What is wrong now, in the order in which it was found. One row for each code and subject at most. */
export const listOpenAlarms = (database: Queryable): Promise<LedgerAlarm[]> =>
  database.select().from(ledgerAlarms).where(isNull(ledgerAlarms.clearedAt)).orderBy(asc(ledgerAlarms.id));

/** What no admin has acknowledged yet, also when it is over. */
export const listUnacknowledgedAlarms = (database: Queryable): Promise<LedgerAlarm[]> =>
  database
    .select()
    .from(ledgerAlarms)
    .where(isNull(ledgerAlarms.acknowledgedAt))
    .orderBy(asc(ledgerAlarms.id));

/** Those that a page has to show: wrong now, or not acknowledged. */
export const listLivingAlarms = (database: Queryable): Promise<LedgerAlarm[]> =>
  database.select().from(ledgerAlarms).where(isAlive).orderBy(asc(ledgerAlarms.id));

// As the unique index has it.
const isAlive = or(isNull(ledgerAlarms.clearedAt), isNull(ledgerAlarms.acknowledgedAt));
