import { canonical, eventHash, genesisHash, ledgerVersion } from "@/lib/ledger/canonical";
import type { Anchor, LedgerEvent } from "@/lib/ledger/types";

/** A sound chain of events, made without a database. `salt` makes another one of the same length. */
export function* makeChain(
  count: number,
  salt = "",
  start: LedgerEvent | null = null,
): Generator<LedgerEvent> {
  let previousHash = start?.hash ?? genesisHash;
  const first = (start?.seq ?? 0) + 1;
  for (let seq = first; seq < first + count; seq++) {
    const event = {
      version: ledgerVersion,
      seq,
      kind: "deletion.requested",
      recordedAt: new Date(Date.UTC(2026, 0, 1) + seq * 1000),
      body: canonical({ deletionId: `deletion ${seq}${salt}`, expectedCount: seq, storeId: "builtin" }),
      previousHash,
    };
    const hash = eventHash(event);
    previousHash = hash;
    yield { ...event, hash };
  }
}

export const anchorOf = ({ seq, hash }: Pick<LedgerEvent, "seq" | "hash">): Anchor => ({
  seq,
  hash: hash.toString("hex"),
  anchoredAt: "2026-02-01T10:30:00.000Z",
});

/** The event with parts of it replaced, and sealed again, as a forger does who knows how the hash is made. */
export const resealed = (event: LedgerEvent, change: Partial<LedgerEvent>): LedgerEvent => {
  const changed = { ...event, ...change };
  return { ...changed, hash: eventHash(changed) };
};
