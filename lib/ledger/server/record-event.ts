import { desc, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { canonical, eventHash, genesisHash, ledgerVersion, type LedgerBody } from "@/lib/ledger/canonical";
import { formatEventLine } from "@/lib/ledger/event-line";
import { ledgerEvents } from "@/drizzle/schema/ledger";

export type LedgerEventKind =
  | "member.created"
  | "member.invited"
  | "member.joined"
  | "member.provider-linked"
  | "member.role-changed"
  | "member.disabled"
  | "member.enabled"
  | "member.reset-link-created"
  | "member.password-changed"
  | "member.totp-enabled"
  | "member.totp-disabled"
  | "member.recovery-codes-renewed"
  | "member.sessions-ended"
  | "safety.rule-changed"
  | "approval.requested"
  | "approval.approved"
  | "approval.declined"
  | "approval.expired"
  | "approval.withdrawn"
  | "api-key.created"
  | "api-key.revoked"
  | "store.added"
  | "store.changed"
  | "store.renamed"
  | "store.credentials-changed"
  | "store.disabled"
  | "store.enabled"
  | "ticket.created"
  | "ticket.changed"
  | "ticket.deleted"
  | "memories.imported"
  | "memories.exported"
  | "project.changed"
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
  | "deletion.filter-erased"
  | "deletion.text-erased"
  | "deletion.corrected"
  | "deletion.purge-requested"
  | "deletion.purged"
  | "deletion.copies-checked"
  | "certificate.issued"
  | "hold.placed"
  | "hold.released"
  | "hold.covers-erased"
  | "clean.requested"
  | "clean.finished"
  | "retention.rule-created"
  | "retention.rule-changed"
  | "retention.rule-turned-on"
  | "retention.rule-paused"
  | "retention.rule-removed"
  | "retention.exempted"
  | "retention.exemption-ended"
  | "retention.run-asked"
  | "retention.run-waiting"
  | "retention.run-decided"
  | "retention.run-ended"
  | "retention.run-failed"
  | "ledger.keys-changed"
  | "journal.restored"
  | "journal.replayed"
  | "ledger.alarm-acknowledged";

/** Any number will do, as long as every writer of the ledger takes the same one. */
const ledgerLock = 7_313_001;

/** An entry of a transparency log tells its length in two bytes (https://c2sp.org/tlog-tiles). */
const lineBytesMax = 65_535;

type NewEvent = { kind: LedgerEventKind; body: LedgerBody; at: Date };

/**
 * Appends one event to the chain, in the transaction of the write it records. Appends wait for each other until commit
 * (the chain must not fork), so this belongs at the end of a transaction. `body` holds no memory text, no free text, and
 * of filter values and ids only commitments.
 */
export const recordEvent = (transaction: Transaction, event: NewEvent): Promise<void> =>
  recordEvents(transaction, [event]);

/** The same for several, one after the other, in one turn. */
export const recordEvents = async (transaction: Transaction, events: readonly NewEvent[]): Promise<void> => {
  if (events.length === 0) return;
  await transaction.execute(sql`select pg_advisory_xact_lock(${ledgerLock})`);
  const [head] = await transaction
    .select({ seq: ledgerEvents.seq, hash: ledgerEvents.hash })
    .from(ledgerEvents)
    .orderBy(desc(ledgerEvents.seq))
    .limit(1);
  let last = head ?? { seq: 0, hash: genesisHash };
  const rows = events.map(({ kind, body, at }) => {
    const event = {
      version: ledgerVersion,
      seq: last.seq + 1,
      kind,
      recordedAt: at,
      body: canonical(body),
      previousHash: last.hash,
    };
    const row = { ...event, hash: eventHash(event) };
    if (Buffer.byteLength(formatEventLine(row)) > lineBytesMax) {
      throw new RangeError("An event of the ledger is too long.");
    }
    last = row;
    return row;
  });
  await transaction.insert(ledgerEvents).values(rows);
};
