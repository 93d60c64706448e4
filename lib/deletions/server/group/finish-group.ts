import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { Verification } from "@/lib/deletions/verification";
import { recordEvents } from "@/lib/ledger/server/record-event";
import { arrayOf } from "@/lib/stores/sql/sql-values";
import { enqueueDeletions } from "@/lib/webhooks/server/enqueue-deliveries";
import { deletions } from "@/drizzle/schema/deletions";
import { changeStatuses } from "../record/change-status";
import { finishedBody } from "../record/deletion-events";
import { digestKeyOf } from "../record/digest-keys";
import { endStatusOf } from "../run/end-status";
import { itemsDigestOfEach } from "../record/items-digest";
import type { LeasedDeletion } from "../run/lease";
import { boundStatements } from "../run/effort";
import { lockGroup, type GroupLease } from "./group";

const finishSecondsMax = 30;

/**
 * Ends the deletions of a group that are verified absent, which are nearly always all: verification, status, ledger events
 * and what webhooks are told, in one transaction. Answers them as they ended; what is left needs a closer look than this.
 */
export const finishGroup = async (
  { database, secret, now }: { database: Database; secret: string; now: () => Date },
  lease: GroupLease,
  verified: ReadonlyMap<DeletionId, Verification | null>,
): Promise<(LeasedDeletion & { id: DeletionId })[]> =>
  database.transaction(async (transaction) => {
    await boundStatements(transaction, finishSecondsMax);
    const locked = await lockGroup(transaction, lease, [...verified.keys()]);
    const rows = locked
      .map((row) => ({ ...row, verification: verified.get(row.id) ?? null }))
      .filter((row) => endStatusOf(row, null) === "completed");
    if (rows.length === 0) return [];
    const digests = await itemsDigestOfEach(
      transaction,
      rows.map(({ id, digestSalt, cursorSeq }) => ({
        id,
        cursorSeq,
        key: digestKeyOf(secret, digestSalt, "items digest"),
      })),
    );
    await transaction.execute(sql`
      update ${deletions} as deletion set verification = found.verification::jsonb
      from unnest(${arrayOf(
        rows.map(({ id }) => id),
        "uuid",
      )}, ${arrayOf(
        rows.map(({ verification }) => JSON.stringify(verification)),
        "text",
      )}) as found (id, verification)
      where deletion.id = found.id`);
    const finishedAt = now();
    const end = { finishedAt, errorCode: null, leaseOwner: null, leaseExpiresAt: null };
    await changeStatuses(transaction, rows, "completed", end);
    const ended = rows.map((row) => ({ ...row, ...end, status: "completed" as const }));
    await enqueueDeletions(
      transaction,
      ended.filter(({ deletedCount }) => deletedCount > 0).map(({ id }) => id),
    );
    await recordEvents(
      transaction,
      ended.map((row, place) => ({
        kind: "deletion.finished",
        body: finishedBody(row, digests[place] ?? ""),
        at: finishedAt,
      })),
    );
    return ended;
  });
