import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Actor } from "@/lib/access/types";
import type { Database } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { cleans } from "@/drizzle/schema/cleans";

/** Asks for a clean of the built-in store's files, which a server process then does. Throws not_permitted, and wrong_status while another one is open. */
export const requestClean = async (ctx: Context): Promise<void> => {
  requirePermission(ctx.actor, "store:clean");
  if (!(await addClean(ctx))) throw new ExpectedError("wrong_status", "The files are already being cleaned.");
};

/** The same by whomever, such as the schedule; false while another one is open. */
export const addClean = (ctx: { database: Database; actor: Actor; now: () => Date }): Promise<boolean> =>
  ctx.database.transaction(async (transaction) => {
    const at = ctx.now();
    const [added] = await transaction
      .insert(cleans)
      .values({ status: "queued", actor: ctx.actor, requestedAt: at })
      .onConflictDoNothing()
      .returning({ id: cleans.id });
    if (added === undefined) return false;
    await recordEvent(transaction, {
      kind: "clean.requested",
      body: { actor: { kind: ctx.actor.kind, id: ctx.actor.id }, cleanId: added.id },
      at,
    });
    return true;
  });

/** Ends the open clean, which leaves the tables as they are. Its end is recorded when it has come to it. Throws not_permitted, and wrong_status without one. */
export const cancelClean = async (ctx: Context): Promise<void> => {
  requirePermission(ctx.actor, "store:clean");
  const cancelled = await ctx.database
    .update(cleans)
    .set({ cancelRequestedAt: ctx.now() })
    .where(and(inArray(cleans.status, ["queued", "running"]), isNull(cleans.cancelRequestedAt)))
    .returning({ id: cleans.id });
  if (cancelled.length > 0) return;
  const isOpen = await ctx.database.$count(cleans, eq(cleans.status, "running"));
  if (isOpen === 0) throw new ExpectedError("wrong_status", "The files are not being cleaned.");
};
