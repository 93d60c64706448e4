import { createHmac } from "node:crypto";
import { entityNamesOf } from "@/lib/deletions/entity-names";
import type { StoredSelection } from "@/lib/deletions/types";
import type { deletions } from "@/drizzle/schema/deletions";

type Columns = Required<Pick<typeof deletions.$inferInsert, "entityDigests" | "entityKeyCheck">>;

const keyOf = (secret: string): Buffer => createHmac("sha256", secret).update("lethe entity digest").digest();

/**
 * Stands for an entity's id in history, so that "did we ever erase this person?" can be answered when the selection itself
 * is not kept any more: 16 bytes of HMAC-SHA-256. The same for all deletions, and so not made by their salts: it is asked for
 * by what is typed. Without LETHE_SECRET it cannot be told whose it is, nor can ids be tried on it; with it, one can tell whether an id that they
 * think of was named. It is erased by setting it to null in the deletion's row, with the selection: made anew from that otherwise.
 */
export const entityDigestOf = (secret: string, value: string): Buffer =>
  createHmac("sha256", keyOf(secret)).update(value.toWellFormed()).digest().subarray(0, 16);

/** Tells digests of this secret from those of another, which can find nothing any more. */
export const entityKeyCheckOf = (secret: string): Buffer =>
  createHmac("sha256", keyOf(secret)).digest().subarray(0, 8);

/** The columns that history is asked by; none for a selection that names no entity. */
export const entityColumnsOf = (secret: string, selection: StoredSelection): Columns => ({
  entityDigests: entityNamesOf(selection).map((value) => entityDigestOf(secret, value)),
  entityKeyCheck: entityKeyCheckOf(secret),
});
