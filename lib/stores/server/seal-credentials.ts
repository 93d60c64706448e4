import { canonical } from "@/lib/ledger/canonical";
import { seal, unseal, type SealPurpose } from "@/lib/text/server/seal";
import type { StoreId, StoreKind } from "../store-ids";

/** What the credentials are for. Sealed with them, so that they open for this store at this address and nothing else. */
export type SealSubject = { id: StoreId; kind: StoreKind; url: string };

/**
 * Credentials as the database keeps them: write access to it is not enough to read them, move them to another store, or have them
 * sent to another address.
 */
export const sealCredentials = (secret: string, subject: SealSubject, credentials: unknown): Buffer =>
  seal(secret, purposeOf(subject), JSON.stringify(credentials));

/** What was sealed; throws SealError when it was not sealed so, for this. */
export const unsealCredentials = (secret: string, subject: SealSubject, sealed: Buffer): unknown =>
  JSON.parse(unseal(secret, purposeOf(subject), sealed));

const purposeOf = ({ id, kind, url }: SealSubject): SealPurpose => ({
  name: "lethe store credentials",
  boundTo: canonical({ id, kind, url }),
});
