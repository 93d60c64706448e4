import { desc, eq } from "drizzle-orm";
import { ledgerCheckpoints, ledgerOrigins } from "@/drizzle/schema/ledger-log";
import type { Queryable } from "@/lib/database/server/database";

/** A checkpoint that was signed. `note`: with Lethe's own signatures, see lib/ledger/log/checkpoint.ts. */
export type StoredCheckpoint = typeof ledgerCheckpoints.$inferSelect;

/** The name under which the ledger is signed now; null when nothing was signed yet. */
export const findOrigin = async (database: Queryable): Promise<string | null> => {
  const [last] = await database
    .select({ origin: ledgerOrigins.origin })
    .from(ledgerOrigins)
    .orderBy(desc(ledgerOrigins.id))
    .limit(1);
  return last?.origin ?? null;
};

/** The checkpoint that was signed last, of the present log; null when there is none. */
export const findCheckpoint = async (database: Queryable): Promise<StoredCheckpoint | null> => {
  const origin = await findOrigin(database);
  return origin === null ? null : findCheckpointOf(database, origin);
};

export const findCheckpointOf = async (
  database: Queryable,
  origin: string,
): Promise<StoredCheckpoint | null> => {
  const [last] = await database
    .select()
    .from(ledgerCheckpoints)
    .where(eq(ledgerCheckpoints.origin, origin))
    .orderBy(desc(ledgerCheckpoints.id))
    .limit(1);
  return last ?? null;
};
