import { and, asc, desc, gt, lte } from "drizzle-orm";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import type { Database, Queryable } from "@/lib/database/server/database";
import type { LedgerEvent } from "@/lib/ledger/types";

const batchSize = 1000;

/**
 * All events up to the head of this moment, in order, read in batches: no transaction stays open, since what has been
 * appended does not change. Stops when `signal` is aborted.
 */
export async function* readEvents(database: Database, signal?: AbortSignal): AsyncGenerator<LedgerEvent> {
  const head = await findHead(database);
  if (head === null) return;
  // Not from 1: the verifier must also see an event that was inserted below it.
  let after = Number.MIN_SAFE_INTEGER;
  while (after < head.seq) {
    if (signal?.aborted === true) return;
    const batch: LedgerEvent[] = await database
      .select()
      .from(ledgerEvents)
      .where(and(gt(ledgerEvents.seq, after), lte(ledgerEvents.seq, head.seq)))
      .orderBy(asc(ledgerEvents.seq))
      .limit(batchSize);
    const last = batch.at(-1);
    if (last === undefined) return;
    yield* batch;
    // Beyond whole numbers JavaScript would round, and read the same batch for ever.
    if (!Number.isSafeInteger(last.seq)) return;
    after = last.seq;
  }
}

/** The last event, or null. */
export const findHead = async (database: Queryable): Promise<LedgerEvent | null> => {
  const [head] = await database.select().from(ledgerEvents).orderBy(desc(ledgerEvents.seq)).limit(1);
  return head ?? null;
};
