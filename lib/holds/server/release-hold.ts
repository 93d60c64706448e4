import { and, eq, isNull, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import type { Transaction } from "@/lib/database/server/database";
import { noteMemoriesWritten } from "@/lib/database/server/note-memories-written";
import { notifyMemoriesChanged } from "@/lib/database/server/notify-memories-changed";
import { ExpectedError } from "@/lib/errors/expected-error";
import { coversFilter } from "@/lib/holds/covers-filter";
import { holdCoversSchema, releaseHoldSchema } from "@/lib/holds/schema";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { requirePermit, usePermit } from "@/lib/safety/server/require-permit";
import { andNotHeld, compileHeld } from "@/lib/stores/sql/compile-held";
import { arrayOf } from "@/lib/stores/sql/sql-values";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { holds } from "@/drizzle/schema/holds";
import { memories } from "@/drizzle/schema/memories";
import { heedHolds } from "./heed-holds";
import { holdBody } from "./hold-body";

/**
 * Releases a hold: what no other covers can be deleted and changed again. While the rule of the second person is on, another admin
 * has to approve it. Throws not_permitted, reauthentication_required, approval_required, not_found, wrong_status (released before).
 */
export const releaseHold = async (ctx: Context, wish: z.input<typeof releaseHoldSchema>): Promise<void> => {
  requirePermission(ctx.actor, "holds:manage");
  if (ctx.actor.kind !== "member")
    throw new ExpectedError("not_permitted", "Only members can release a hold, in the console.");
  requireRecentSignIn(ctx);
  const { id, reason } = releaseHoldSchema.parse(wish);
  const [row] = await ctx.database.select().from(holds).where(eq(holds.id, id));
  if (row === undefined) throw new ExpectedError("not_found", "There is no such hold.");
  if (row.releasedAt !== null) throw alreadyReleased();
  const permit = await requirePermit(ctx, {
    kind: "hold",
    change: { action: "release", holdId: id, name: row.name },
  });
  await ctx.database.transaction(async (transaction) => {
    await usePermit(transaction, permit);
    const releasedAt = ctx.now();
    const [released] = await transaction
      .update(holds)
      .set({ releasedAt, releasedBy: ctx.actor, releaseReason: reason })
      .where(and(eq(holds.id, id), isNull(holds.releasedAt)))
      .returning();
    if (released === undefined) throw alreadyReleased();
    await resurface(transaction, released);
    await recordEvent(transaction, { kind: "hold.released", body: holdBody(ctx, released), at: releasedAt });
  });
};

const alreadyReleased = () => new ExpectedError("wrong_status", "This hold has been released already.");

/**
 * What replaced a memory that this hold kept may have been deleted meanwhile, and the memory was left as it was: it is no longer
 * superseded, unless another hold keeps it. Others that name what is not there, as an import may have brought them, stay as they are.
 */
const resurface = async (
  transaction: Transaction,
  { covers, storeIds }: Pick<typeof holds.$inferSelect, "covers" | "storeIds">,
): Promise<void> => {
  if (storeIds !== null && !storeIds.includes(builtinStoreId)) return;
  const left = await heedHolds(transaction, { storeId: builtinStoreId });
  const { rows: kept } = await transaction.execute<{ id: string; newer_id: string }>(sql`
    select ${memories.id} as id, ${memories.supersededBy} as newer_id from ${memories}
    where ${memories.supersededBy} is not null
      and ${compileHeld([coversFilter(holdCoversSchema.parse(covers))])}
      ${andNotHeld(left.map(({ filter }) => filter))}`);
  // A statement of its own, as the nodes of a cluster cannot look for each other's memories.
  const newerIds = [...new Set(kept.map(({ newer_id: id }) => id))];
  const { rows: there } = await transaction.execute<{ id: string }>(
    sql`select ${memories.id} as id from ${memories} where ${memories.id} = any(${arrayOf(newerIds, "uuid")})`,
  );
  const thereIds = new Set(there.map(({ id }) => id));
  const lostIds = newerIds.filter((id) => !thereIds.has(id));
  const { rowCount } = await transaction.execute(sql`
    update ${memories} set superseded_by = null
    where ${memories.id} = any(${arrayOf(
      kept.map(({ id }) => id),
      "uuid",
    )}) and ${memories.supersededBy} = any(${arrayOf(lostIds, "uuid")})`);
  if (rowCount === null || rowCount === 0) return;
  await notifyMemoriesChanged(transaction);
  await noteMemoriesWritten(transaction);
};
