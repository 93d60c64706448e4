import { and, desc, eq, exists, gte, or } from "drizzle-orm";
import { ledgerCheckpoints, ledgerCosignatures, ledgerTimestamps } from "@/drizzle/schema/ledger-log";
import type { Queryable } from "@/lib/database/server/database";
import type { StoredCheckpoint } from "./checkpoints";
import { cosignedNote } from "./cosignatures";

/**
 * The checkpoint to prove events up to number `seq` with: of those that somebody outside attests, the newest that has them, else the
 * one that is given. With the signatures of the witnesses in its note.
 */
export const attestedCheckpoint = async (
  database: Queryable,
  seq: number,
  given: StoredCheckpoint,
): Promise<StoredCheckpoint> => {
  const [attested] = await database
    .select()
    .from(ledgerCheckpoints)
    .where(
      and(
        eq(ledgerCheckpoints.origin, given.origin),
        gte(ledgerCheckpoints.size, seq),
        or(
          exists(
            database
              .select()
              .from(ledgerCosignatures)
              .where(eq(ledgerCosignatures.checkpointId, ledgerCheckpoints.id)),
          ),
          exists(
            database
              .select()
              .from(ledgerTimestamps)
              .where(eq(ledgerTimestamps.checkpointId, ledgerCheckpoints.id)),
          ),
        ),
      ),
    )
    .orderBy(desc(ledgerCheckpoints.id))
    .limit(1);
  const checkpoint = attested ?? given;
  return { ...checkpoint, note: await cosignedNote(database, checkpoint) };
};
