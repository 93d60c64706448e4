import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { cleaningActor, type CleanCoverage, type CleanErrorCode } from "@/lib/cleaning/types";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { cleans } from "@/drizzle/schema/cleans";

export type CleanOutcome =
  | { status: "completed"; coverage: CleanCoverage }
  | { status: "failed"; errorCode: CleanErrorCode }
  | { status: "cancelled" };

/** Writes down how a clean ended, in its row and in the ledger. */
export const finishClean = (
  { database, now }: { database: Database; now: () => Date },
  { id }: { id: string },
  outcome: CleanOutcome,
): Promise<void> =>
  database.transaction(async (transaction) => {
    const at = now();
    const [ended] = await transaction
      .update(cleans)
      .set({ ...outcome, finishedAt: at, phase: null })
      .where(and(eq(cleans.id, id), inArray(cleans.status, ["queued", "running"])))
      .returning({ startedAt: cleans.startedAt });
    if (ended === undefined) return;
    await recordEvent(transaction, {
      kind: "clean.finished",
      body: {
        actor: { kind: cleaningActor.kind, id: cleaningActor.id },
        cleanId: id,
        status: outcome.status,
        ...(outcome.status === "completed"
          ? { startedAt: (ended.startedAt ?? at).toISOString(), ...outcome.coverage }
          : {}),
        ...(outcome.status === "failed" ? { errorCode: outcome.errorCode } : {}),
      },
      at,
    });
  });
