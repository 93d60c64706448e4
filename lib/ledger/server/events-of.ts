import { and, asc, inArray, like, or, sql } from "drizzle-orm";
import { deletionIdIn, ledgerEvents } from "@/drizzle/schema/ledger";
import type { Queryable } from "@/lib/database/server/database";

/** The events that tell of these deletions, by the ledger's index of them, in their order. `hash`: 32 bytes. */
export const eventsOfDeletions = async (
  database: Queryable,
  deletionIds: readonly string[],
): Promise<{ seq: number; kind: string; hash: Buffer }[]> =>
  deletionIds.length === 0
    ? []
    : database
        .select({ seq: ledgerEvents.seq, kind: ledgerEvents.kind, hash: ledgerEvents.hash })
        .from(ledgerEvents)
        .where(
          and(
            or(like(ledgerEvents.kind, sql`'deletion.%'`), like(ledgerEvents.kind, sql`'approval.%'`)),
            inArray(deletionIdIn(ledgerEvents.body), [...deletionIds]),
          ),
        )
        .orderBy(asc(ledgerEvents.seq));
