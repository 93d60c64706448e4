import { eq } from "drizzle-orm";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import type { Database } from "@/lib/database/server/database";
import { findHead } from "./read-events";

/**
 * Tells whether the ledger has gone back since it was looked at last: events only ever come, so one that was there and is not, or is
 * another, says that somebody has put an older database in the place of this one, under a server that runs on. False the first time.
 */
export const watchHead = (database: Database): (() => Promise<boolean>) => {
  let seen: { seq: number; hash: Buffer } | null = null;
  return async () => {
    const before = seen;
    const head = await findHead(database);
    const [still] =
      before === null
        ? []
        : await database
            .select({ hash: ledgerEvents.hash })
            .from(ledgerEvents)
            .where(eq(ledgerEvents.seq, before.seq));
    seen = head;
    return before !== null && still?.hash.equals(before.hash) !== true;
  };
};
