import { journalOutbox, journalStatus } from "@/drizzle/schema/journal";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { JournalFacts, ShownJournal } from "@/lib/journal/types";
import { listScans } from "./list-scans";

/** The journal as the ledger's page shows it. Throws not_permitted. */
export const getJournal = async ({
  actor,
  database,
}: Pick<Context, "actor" | "database">): Promise<ShownJournal> => {
  requirePermission(actor, "ledger:read");
  const [[row], pendingCount, elsewhere] = await Promise.all([
    database.select().from(journalStatus),
    database.$count(journalOutbox),
    listScans(database),
  ]);
  const iso = (at: Date | null | undefined) => at?.toISOString() ?? null;
  return {
    state: row?.state ?? "sound",
    // As checkJournal wrote them.
    facts: (row?.facts ?? null) as JournalFacts | null,
    checkedAt: iso(row?.checkedAt),
    restoredAt: iso(row?.restoredAt),
    replayDeletionId: row?.replayDeletionId ?? null,
    pendingCount,
    elsewhere,
    file: { triedAt: iso(row?.fileTriedAt), errorCode: row?.fileErrorCode ?? null },
    url: { triedAt: iso(row?.urlTriedAt), errorCode: row?.urlErrorCode ?? null },
  };
};
