import { asc, like } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { ledgerEvents } from "@/drizzle/schema/ledger";

/** For tests: the kinds of the ledger's events that begin so, in order. */
export const listEvents = async (database: Database, prefix: string): Promise<string[]> => {
  const rows = await database
    .select({ kind: ledgerEvents.kind })
    .from(ledgerEvents)
    .where(like(ledgerEvents.kind, `${prefix}%`))
    .orderBy(asc(ledgerEvents.seq));
  return rows.map(({ kind }) => kind);
};
