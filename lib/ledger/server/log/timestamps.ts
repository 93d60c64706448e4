import { and, eq } from "drizzle-orm";
import { ledgerCheckpoints, ledgerTimestamps } from "@/drizzle/schema/ledger-log";
import type { Queryable } from "@/lib/database/server/database";
import type { StoredCheckpoint } from "./checkpoints";

/** Keeps the answer of a time-stamp authority; nothing when there is one. */
export const keepTimestamp = async (
  database: Queryable,
  timestamp: typeof ledgerTimestamps.$inferSelect,
): Promise<void> => {
  await database.insert(ledgerTimestamps).values(timestamp).onConflictDoNothing();
};

/** Whether this authority has stamped this tree, be it with other signatures of Lethe’s own. */
export const isStamped = async (
  database: Queryable,
  authority: string,
  { origin, size, root }: StoredCheckpoint,
): Promise<boolean> => {
  const [row] = await database
    .select({ authority: ledgerTimestamps.authority })
    .from(ledgerTimestamps)
    .innerJoin(ledgerCheckpoints, eq(ledgerCheckpoints.id, ledgerTimestamps.checkpointId))
    .where(
      and(
        eq(ledgerTimestamps.authority, authority),
        eq(ledgerCheckpoints.origin, origin),
        eq(ledgerCheckpoints.size, size),
        eq(ledgerCheckpoints.root, root),
      ),
    )
    .limit(1);
  return row !== undefined;
};
