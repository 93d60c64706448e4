import { asc, count, eq, isNull } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { requirePermission } from "@/lib/access/require-permission";
import {
  webhookIdSchema,
  type ListedWebhook,
  type Webhook,
  type WebhookId,
  type WebhookInput,
} from "@/lib/webhooks/types";
import { webhookDeliveries, webhooks } from "@/drizzle/schema/webhooks";
import { signingSecret } from "./signing-secret";

const countMax = 50;
type Row = typeof webhooks.$inferSelect;

/** All webhooks, oldest first, each with how it goes. Throws not_permitted. */
export const listWebhooks = async ({ actor, database }: Context): Promise<ListedWebhook[]> => {
  requirePermission(actor, "webhooks:manage");
  const [rows, counts] = await Promise.all([
    database.select().from(webhooks).orderBy(asc(webhooks.createdAt), asc(webhooks.id)),
    database
      .select({
        webhookId: webhookDeliveries.webhookId,
        isWaiting: isNull(webhookDeliveries.failedAt).mapWith(Boolean),
        count: count(),
      })
      .from(webhookDeliveries)
      .groupBy(webhookDeliveries.webhookId, isNull(webhookDeliveries.failedAt)),
  ]);
  return rows.map((row) => {
    const countOf = (isWaiting: boolean) =>
      counts.find((each) => each.webhookId === row.id && each.isWaiting === isWaiting)?.count ?? 0;
    return {
      ...webhookFrom(row),
      lastDelivery: lastDeliveryOf(row),
      waitingCount: countOf(true),
      givenUpCount: countOf(false),
    };
  });
};

const lastDeliveryOf = ({ lastSentAt, lastStatus, lastErrorCode }: Row): ListedWebhook["lastDelivery"] => {
  if (lastSentAt === null) return null;
  const at = lastSentAt.toISOString();
  if (lastStatus !== null) return { at, outcome: { status: lastStatus } };
  return { at, outcome: { errorCode: lastErrorCode ?? "unreachable" } };
};

/**
 * Makes a webhook, and answers it with its secret. From then on the texts of memories go to its address. Throws not_permitted,
 * reauthentication_required, invalid_input (more than 50).
 */
export const createWebhook = async (
  ctx: Context,
  input: WebhookInput,
): Promise<Webhook & { secret: string }> => {
  requirePermission(ctx.actor, "webhooks:manage");
  requireRecentSignIn(ctx);
  return ctx.database.transaction(async (transaction) => {
    if ((await transaction.$count(webhooks)) >= countMax) {
      throw new ExpectedError("invalid_input", `There can be ${countMax} webhooks. Delete one first.`);
    }
    const at = ctx.now();
    const [row] = await transaction
      .insert(webhooks)
      .values({ ...input, createdBy: ctx.actor, createdAt: at, updatedAt: at })
      .returning();
    if (row === undefined) throw new Error("A row that was inserted is answered.");
    await recordEvent(transaction, { kind: "webhook.created", body: bodyOf(ctx, row), at });
    const webhook = webhookFrom(row);
    return { ...webhook, secret: signingSecret(ctx.secret, webhook.id) };
  });
};

/** Changes what is given. Throws not_permitted, reauthentication_required, not_found. */
export const updateWebhook = async (
  ctx: Context,
  { id, changes }: { id: WebhookId; changes: Partial<WebhookInput> },
): Promise<Webhook> => {
  requirePermission(ctx.actor, "webhooks:manage");
  requireRecentSignIn(ctx);
  return ctx.database.transaction(async (transaction) => {
    const at = ctx.now();
    const [row] = await transaction
      .update(webhooks)
      .set({ ...changes, updatedAt: at })
      .where(eq(webhooks.id, id))
      .returning();
    if (row === undefined) throw webhookNotFound();
    await recordEvent(transaction, { kind: "webhook.updated", body: bodyOf(ctx, row), at });
    return webhookFrom(row);
  });
};

/** Deletes a webhook, with what was not sent yet. Throws not_permitted, not_found. */
export const deleteWebhook = async (ctx: Context, id: WebhookId): Promise<void> => {
  requirePermission(ctx.actor, "webhooks:manage");
  await ctx.database.transaction(async (transaction) => {
    const [row] = await transaction.delete(webhooks).where(eq(webhooks.id, id)).returning();
    if (row === undefined) throw webhookNotFound();
    await transaction.delete(webhookDeliveries).where(eq(webhookDeliveries.webhookId, id));
    await recordEvent(transaction, { kind: "webhook.deleted", body: bodyOf(ctx, row), at: ctx.now() });
  });
};

const webhookNotFound = () => new ExpectedError("not_found", "Webhook not found");

/** Without name and address: either can hold a person's name, and the ledger is for ever. */
const bodyOf = ({ actor }: Context, row: Row) => ({
  webhookId: row.id,
  eventTypes: row.eventTypes,
  isActive: row.isActive,
  actor: { kind: actor.kind, id: actor.id, role: actor.kind === "system" ? undefined : actor.role },
});

const webhookFrom = (row: Row): Webhook => ({
  id: webhookIdSchema.parse(row.id),
  name: row.name,
  url: row.url,
  eventTypes: row.eventTypes,
  isActive: row.isActive,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
