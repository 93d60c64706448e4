import type { Transaction } from "@/lib/database/server/database";
import { recordEvent, type LedgerEventKind } from "@/lib/ledger/server/record-event";
import type { Actor } from "@/lib/access/types";
import type { StoreRow } from "./store-row";

/**
 * What the ledger says of a change to a store: ids. Addresses and credentials stay out of the chain, which is for ever. Of
 * names the id alone is in it: it is made of the store's first name (see newStoreId), as the form says that asks for it.
 */
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
