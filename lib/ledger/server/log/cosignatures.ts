import { and, asc, eq, max } from "drizzle-orm";
import { ledgerCheckpoints, ledgerCosignatures } from "@/drizzle/schema/ledger-log";
import type { Queryable } from "@/lib/database/server/database";
import type { StoredCheckpoint } from "./checkpoints";

export type Cosignature = typeof ledgerCosignatures.$inferSelect;

/** Keeps what a witness signed; nothing when that is there. */
export const keepCosignature = async (database: Queryable, cosignature: Cosignature): Promise<void> => {
  await database.insert(ledgerCosignatures).values(cosignature).onConflictDoNothing();
};

/** What witnesses signed of a checkpoint, in the order in which it came. */
export const listCosignatures = (database: Queryable, checkpointId: number): Promise<Cosignature[]> =>
  database
    .select()
    .from(ledgerCosignatures)
    .where(eq(ledgerCosignatures.checkpointId, checkpointId))
    .orderBy(asc(ledgerCosignatures.receivedAt), asc(ledgerCosignatures.vkey));

/** A checkpoint with Lethe's own signatures and those of the witnesses, as one note. */
export const cosignedNote = async (
  database: Queryable,
  { id, note }: Pick<StoredCheckpoint, "id" | "note">,
): Promise<string> => note + (await listCosignatures(database, id)).map(({ line }) => line).join("");

/** The size of the largest tree of this log that the witness of this key has signed, as far as is known here; 0 for none. */
export const cosignedSize = async (
  database: Queryable,
  { vkey, origin }: { vkey: string; origin: string },
): Promise<number> => {
  const [row] = await database
    .select({ size: max(ledgerCheckpoints.size) })
    .from(ledgerCosignatures)
    .innerJoin(ledgerCheckpoints, eq(ledgerCheckpoints.id, ledgerCosignatures.checkpointId))
    .where(and(eq(ledgerCosignatures.vkey, vkey), eq(ledgerCheckpoints.origin, origin)));
  return row?.size ?? 0;
};

/** Whether this witness has signed this tree, be it with other signatures of Lethe’s own beside. */
export const isCosigned = async (
  database: Queryable,
  vkey: string,
  { origin, size, root }: StoredCheckpoint,
): Promise<boolean> => {
  const [row] = await database
    .select({ vkey: ledgerCosignatures.vkey })
    .from(ledgerCosignatures)
    .innerJoin(ledgerCheckpoints, eq(ledgerCheckpoints.id, ledgerCosignatures.checkpointId))
    .where(
      and(
        eq(ledgerCosignatures.vkey, vkey),
        eq(ledgerCheckpoints.origin, origin),
        eq(ledgerCheckpoints.size, size),
        eq(ledgerCheckpoints.root, root),
      ),
    )
    .limit(1);
  return row !== undefined;
};
