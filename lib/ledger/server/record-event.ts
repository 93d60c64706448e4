import { desc, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { canonical, eventHash, genesisHash, ledgerVersion, type LedgerBody } from "@/lib/ledger/canonical";
import { ledgerEvents } from "@/drizzle/schema/ledger";

export type LedgerEventKind =
  | "member.created"
  | "api-key.created"
  | "api-key.revoked"
  | "store.added"
  | "store.changed"
  | "store.renamed"
  | "store.credentials-changed"
  | "store.disabled"
  | "store.enabled"
  | "memories.imported"
  | "memories.exported"
  | "webhook.created"
  | "webhook.updated"
  | "webhook.deleted"
  | "sample.loaded"
  | "deletion.requested"
  | "deletion.paused"
  | "deletion.resumed"
  | "deletion.cancelled"
  | "deletion.finished"
  | "deletion.verified"
  | "deletion.corrected"
  | "deletion.purge-requested"
  | "deletion.purged";

/** Any number will do, as long as every writer of the ledger takes the same one. */
const ledgerLock = 7_313_001;

/**
 * Appends one event to the chain, in the transaction of the write it tells of. Appends wait for each other until commit
 * (the chain must not fork), so this belongs at the end of a transaction. `body` holds no memory text, no free text, and
 * of filter values and ids only commitments.
 */
export const recordEvent = async (
  transaction: Transaction,
  event: { kind: LedgerEventKind; body: LedgerBody; at: Date },
): Promise<void> => {
  await transaction.execute(sql`select pg_advisory_xact_lock(${ledgerLock})`);
  const [head] = await transaction
    .select({ seq: ledgerEvents.seq, hash: ledgerEvents.hash })
    .from(ledgerEvents)
    .orderBy(desc(ledgerEvents.seq))
    .limit(1);
  const row = {
    version: ledgerVersion,
    seq: (head?.seq ?? 0) + 1,
    kind: event.kind,
    recordedAt: event.at,
    body: canonical(event.body),
    previousHash: head?.hash ?? genesisHash,
  };
  await transaction.insert(ledgerEvents).values({ ...row, hash: eventHash(row) });
};
