import { and, asc, inArray, isNull, sql } from "drizzle-orm";
import { ledgerAlarms } from "@/drizzle/schema/ledger-log";
import type { Queryable } from "@/lib/database/server/database";

/** What an alarm of the log is about. Others that attest the ledger may add theirs. */
export type LedgerAlarmCode =
  /** The ledger ends before what was signed. */
  | "truncated"
  /** Events are not those that were signed, as what is kept in the database says. */
  | "rewritten"
  /** Not those of the checkpoint that is kept outside of it: an older backup was put back, or the ledger forked. */
  | "forked"
  /** A number is missing, or out of order. */
  | "gap"
  /** What is kept outside is no checkpoint, or cannot be read. */
  | "kept_unreadable";

export type LedgerAlarm = typeof ledgerAlarms.$inferSelect;

/** Notes that this is so, now; answers whether it is new. One row for as long as it lasts. */
export const raiseAlarm = async (
  database: Queryable,
  { code, facts, at }: { code: LedgerAlarmCode; facts: Record<string, string | number>; at: Date },
): Promise<{ isNew: boolean }> => {
  const [row] = await database
    .insert(ledgerAlarms)
    .values({ code, facts, raisedAt: at, lastSeenAt: at })
    .onConflictDoUpdate({
      target: ledgerAlarms.code,
      targetWhere: isNull(ledgerAlarms.clearedAt),
      set: { facts, lastSeenAt: at },
    })
    .returning({ isNew: sql<boolean>`xmax = 0` });
  return { isNew: row?.isNew === true };
};

/** Notes that none of these is so any more. */
export const clearAlarms = async (
  database: Queryable,
  codes: readonly LedgerAlarmCode[],
  at: Date,
): Promise<void> => {
  await database
    .update(ledgerAlarms)
    .set({ clearedAt: at })
    .where(and(inArray(ledgerAlarms.code, [...codes]), isNull(ledgerAlarms.clearedAt)));
};

/** What is wrong now, in the order in which it was found. One row a code at most. */
export const listOpenAlarms = (database: Queryable): Promise<LedgerAlarm[]> =>
  database.select().from(ledgerAlarms).where(isNull(ledgerAlarms.clearedAt)).orderBy(asc(ledgerAlarms.id));
