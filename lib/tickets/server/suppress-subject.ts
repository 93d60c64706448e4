import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { holdOffAdds } from "@/lib/suppression/server/meet-suppressions";
import { suppressedDigests, suppressionKeyCheckOf } from "@/lib/suppression/server/suppressed-digest";
import type { liftSuppressionSchema, suppressSchema } from "@/lib/tickets/schema";
import type { Ticket } from "@/lib/tickets/types";
import { ticketIdSchema } from "@/lib/tickets/ticket-id-schema";
import { suppressedIds, suppressions } from "@/drizzle/schema/suppressions";
import { applyChange, changeTicket, lockTicket, requireSubject } from "./change-ticket";
import { suppressibleIds } from "./suppressible-ids";

/**
 * From now on new memories that name one of these ids are refused, or reported: what is being added is waited for, and nothing is missed.
 * Where the ticket has a suppression in force these ids are added to it, and it may become stricter, but not looser. Throws what
 * changeTicket does; invalid_input for an id that is not the ticket's, wrong_status once its names are erased.
 */
export const suppressSubject = (
  ctx: Context,
  { mode, ids, ...input }: z.output<typeof suppressSchema>,
): Promise<Ticket> =>
  changeTicket(ctx, input, async (transaction, row, at) => {
    requireSubject(row);
    const known = new Set(
      (await suppressibleIds({ ...ctx, database: transaction }, row)).map(({ value }) => value),
    );
    if (!ids.every((id) => known.has(id)))
      throw new ExpectedError("invalid_input", "Only names and IDs of the ticket can be suppressed.");
    await holdOffAdds(transaction);
    const ticketId = ticketIdSchema.parse(row.id);
    const [inForce] = await transaction
      .select()
      .from(suppressions)
      .where(and(eq(suppressions.ticketId, ticketId), isNull(suppressions.liftedAt)))
      .for("update");
    if (inForce?.mode === "refuse" && mode === "report")
      throw new ExpectedError(
        "wrong_status",
        "New memories of this person are refused. To let them in, an admin has to lift that first.",
      );
    const keyCheck = suppressionKeyCheckOf(ctx.secret);
    const id =
      inForce?.id ??
      (await begin(transaction, { ticketId, mode, keyCheck, createdBy: ctx.actor, createdAt: at }));
    // Those of another secret match nothing, and cannot be told from these.
    if (inForce !== undefined && !inForce.keyCheck.equals(keyCheck))
      await transaction.delete(suppressedIds).where(eq(suppressedIds.suppressionId, id));
    await transaction
      .insert(suppressedIds)
      .values(ids.map(suppressedDigests(ctx.secret)).map((digest) => ({ digest, suppressionId: id })))
      .onConflictDoNothing();
    const idCount = await transaction.$count(suppressedIds, eq(suppressedIds.suppressionId, id));
    await transaction.update(suppressions).set({ mode, idCount, keyCheck }).where(eq(suppressions.id, id));
    return { set: {}, kind: "suppressed", facts: { suppressionId: id, mode, idCount } };
  });

const begin = async (
  transaction: Transaction,
  values: Omit<typeof suppressions.$inferInsert, "idCount">,
): Promise<string> => {
  const [made] = await transaction
    .insert(suppressions)
    .values({ ...values, idCount: 0 })
    .returning({ id: suppressions.id });
  if (made === undefined) throw new Error("An insert answered no row.");
  return made.id;
};

/**
 * Lets new memories of a person in again, and deletes the digests that they were known by. The reason stays; a note is sealed with the
 * ticket's texts. Throws not_permitted, not_found, wrong_status (lifted already, or a note where the ticket's texts are erased).
 */
export const liftSuppression = async (
  ctx: Context,
  { id, reason, note }: z.output<typeof liftSuppressionSchema>,
): Promise<void> => {
  requirePermission(ctx.actor, "suppressions:manage");
  await ctx.database.transaction(async (transaction) => {
    const [found] = await transaction
      .select({ ticketId: suppressions.ticketId })
      .from(suppressions)
      .where(eq(suppressions.id, id));
    if (found === undefined) throw notFound();
    // The ticket first, as everything that changes either does.
    const ticket = await lockTicket(transaction, found.ticketId);
    if (note !== null) requireSubject(ticket);
    const at = ctx.now();
    const lifted = await transaction
      .update(suppressions)
      .set({ liftedAt: at, liftedBy: ctx.actor, liftReason: reason })
      .where(and(eq(suppressions.id, id), isNull(suppressions.liftedAt)))
      .returning({ id: suppressions.id });
    if (lifted.length === 0) throw new ExpectedError("wrong_status", "This suppression was lifted already.");
    await transaction.delete(suppressedIds).where(eq(suppressedIds.suppressionId, id));
    await applyChange(transaction, ctx, {
      row: ticket,
      at,
      set: {},
      kind: "suppression_lifted",
      facts: { suppressionId: id, reason },
      note,
    });
  });
};

const notFound = () => new ExpectedError("not_found", "There is no suppression with this ID.");
