import type { Transaction } from "@/lib/database/server/database";
import { recordEvent, type LedgerEventKind } from "@/lib/ledger/server/record-event";
import type { Actor } from "@/lib/members/types";
import type { StoreRow } from "./store-row";

/** What the ledger says of a change to a store: ids. An address or a name can be a person's, and the chain is for ever. */
export const recordStoreEvent = (
  transaction: Transaction,
  { kind: actorKind, id: actorId }: Actor,
  kind: Extract<LedgerEventKind, `store.${string}`>,
  { id, kind: storeKind }: Pick<StoreRow, "id" | "kind">,
  at: Date,
): Promise<void> =>
  recordEvent(transaction, {
    kind,
    body: { actor: { kind: actorKind, id: actorId }, storeId: id, storeKind },
    at,
  });
