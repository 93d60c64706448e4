import { and, asc, eq, isNotNull, isNull, lt, notInArray, sql, type SQL } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { storedSelectionSchema } from "@/lib/deletions/request/schema";
import type { ShownSelection } from "@/lib/deletions/types";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { deletions } from "@/drizzle/schema/deletions";
import { hiddenSelection } from "./hidden-selection";
import { letheActor } from "./lethe-actor";
import { referWith, type Refer } from "./reference";

const rowsAtOnce = 100;

/**
 * Erases the plain filters of deletions that ended more than `days` days ago: of each its shape stays in its row, with references in
 * place of texts and IDs. Any number of processes may do so at once. Returns how many were erased.
 */
export const eraseFilters = async (
  { database, secret, now }: Pick<Context, "database" | "secret" | "now">,
  { days }: { days: number },
): Promise<number> => {
  const refer = referWith(secret);
  for (let total = 0; ;) {
    const count = await database.transaction((transaction) => {
      const at = now();
      return eraseSome(
        transaction,
        refer,
        at,
        lt(deletions.finishedAt, new Date(at.getTime() - days * 86_400_000)),
      );
    });
    total += count;
    if (count < rowsAtOnce) return total;
  }
};

/** The same at once for those of a ticket that have ended, at most a hundred in a turn, in a transaction of the caller. */
export const eraseFiltersOfTicket = (
  transaction: Transaction,
  { secret, now }: Pick<Context, "secret" | "now">,
  ticketId: string,
): Promise<number> => eraseSome(transaction, referWith(secret), now(), eq(deletions.ticketId, ticketId));

const eraseSome = async (transaction: Transaction, refer: Refer, now: Date, which: SQL): Promise<number> => {
  const rows = await transaction
    .select({ id: deletions.id, selection: deletions.selection })
    .from(deletions)
    .where(
      and(
        isNull(deletions.selectionErasedAt),
        isNotNull(deletions.finishedAt),
        // Of listed memories there is no filter: as deletions_selection_kept says.
        notInArray(deletions.operation, ["delete", "batch"]),
        which,
      ),
    )
    .orderBy(asc(deletions.finishedAt))
    .limit(rowsAtOnce)
    .for("update", { skipLocked: true });
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  const shapes = rows.map(({ selection }) => JSON.stringify(shapeOf(selection, refer)));
  await transaction.execute(sql`
    update ${deletions} as deletion set selection = made.shape::jsonb, selection_erased_at = ${now.toISOString()}::timestamptz
    from unnest(${sql.param(ids)}::uuid[], ${sql.param(shapes)}::text[]) as made (id, shape)
    where deletion.id = made.id`);
  await recordEvent(transaction, {
    kind: "deletion.filter-erased",
    body: {
      actor: { kind: letheActor.kind, id: letheActor.id },
      count: ids.length,
      // One has its place in the list of events.
      ...(ids.length === 1 ? { deletionId: ids[0] } : { deletionIds: ids }),
    },
    at: now,
  });
  return ids.length;
};

/** Of what a hand in the database has spoilt nothing is kept. */
const shapeOf = (stored: unknown, refer: Refer): ShownSelection => {
  const { data } = storedSelectionSchema.safeParse(stored);
  if (data === undefined) return { kind: "matching", filter: null, excludedCount: 0, keepsImmutable: false };
  if (data.kind === "entity") return hiddenSelection(data, refer);
  const { excludedIds, ...selection } = data;
  return hiddenSelection({ ...selection, excludedCount: excludedIds.length }, refer);
};
