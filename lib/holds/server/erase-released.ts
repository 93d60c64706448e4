import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { holdCoversSchema } from "@/lib/holds/schema";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { deletions } from "@/drizzle/schema/deletions";
import { holds } from "@/drizzle/schema/holds";
import { hiddenCovers, type Hide } from "./list-holds";

const rowsAtOnce = 100;
/** A preview that left something out can be confirmed for a day, and needs to know what. */
const daysMin = 2;
const letheActor = { kind: "system" as const, id: "lethe" };

/**
 * Reduces what holds covered that were released more than `days` days ago to its shape, with references in place of texts and IDs; not
 * of those that a deletion under way has to heed. Any number of processes may do so at once. Returns how many were reduced.
 */
export const eraseReleasedHolds = async (
  { database, now }: Pick<Context, "database" | "now">,
  { days, hide }: { days: number; hide: Hide },
): Promise<number> => {
  for (let total = 0; ;) {
    const count = await database.transaction(async (transaction) => {
      const at = now();
      const before = new Date(at.getTime() - Math.max(days, daysMin) * 86_400_000);
      const rows = await transaction
        .select({ id: holds.id, covers: holds.covers })
        .from(holds)
        .where(
          and(
            isNull(holds.coversErasedAt),
            isNotNull(holds.releasedAt),
            sql`${holds.releasedAt} < ${before.toISOString()}::timestamptz`,
            sql`not exists (select from ${deletions} as deletion
              where deletion.finished_at is null and ${holds.id} = any(deletion.held_by))`,
          ),
        )
        .limit(rowsAtOnce)
        .for("update", { skipLocked: true });
      for (const { id, covers } of rows) {
        const shape = hiddenCovers(holdCoversSchema.parse(covers), hide);
        await transaction.update(holds).set({ covers: shape, coversErasedAt: at }).where(eq(holds.id, id));
      }
      if (rows.length > 0)
        await recordEvent(transaction, {
          kind: "hold.covers-erased",
          body: { actor: letheActor, count: rows.length, holdIds: rows.map(({ id }) => id) },
          at,
        });
      return rows.length;
    });
    total += count;
    if (count < rowsAtOnce) return total;
  }
};
