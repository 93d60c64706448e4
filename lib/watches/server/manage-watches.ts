import { randomBytes, randomUUID } from "node:crypto";
import { and, count, desc, eq, gt } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { ExpectedError } from "@/lib/errors/expected-error";
import { canEndWatch } from "@/lib/watches/can-end-watch";
import { watchIdSchema, type Watch, type WatchId, type WatchSubject } from "@/lib/watches/types";
import { watches } from "@/drizzle/schema/watches";
import { sealWatch, watchFrom } from "./watch-row";

/** How long a link shows something. */
const daysKept = 30;
/** Each is a row that any member sees: more are forgotten ones. */
const watchCountMax = 500;
const listedMax = 50;

/** Begins to watch something; every member who reads memories can open it by its id. Throws not_permitted, invalid_input. */
export const createWatch = async (ctx: Context, subject: WatchSubject): Promise<WatchId> => {
  requirePermission(ctx.actor, "memories:read");
  const now = ctx.now();
  const [{ watchCount } = { watchCount: 0 }] = await ctx.database
    .select({ watchCount: count() })
    .from(watches)
    .where(gt(watches.expiresAt, now));
  if (watchCount >= watchCountMax)
    throw new ExpectedError(
      "invalid_input",
      `At most ${watchCountMax} things are watched at a time. End some of them first.`,
    );
  const id = randomUUID();
  const sealSalt = randomBytes(32);
  await ctx.database.insert(watches).values({
    id,
    kind: subject.kind,
    sealed: sealWatch(ctx.secret, { id, sealSalt }, { subject, stores: {} }),
    sealSalt,
    createdBy: ctx.actor,
    createdAt: now,
    expiresAt: new Date(now.getTime() + daysKept * 86_400_000),
  });
  return watchIdSchema.parse(id);
};

/** Throws not_permitted, not_found (also of one that has expired). */
export const getWatch = async (ctx: Context, id: WatchId): Promise<Watch> => {
  requirePermission(ctx.actor, "memories:read");
  const [row] = await ctx.database
    .select()
    .from(watches)
    .where(and(eq(watches.id, id), gt(watches.expiresAt, ctx.now())));
  if (row === undefined) throw watchNotFound();
  return watchFrom(ctx.secret, row);
};

/** What is watched now, the newest first, at most 50. Throws not_permitted. */
export const listWatches = async (ctx: Context): Promise<Watch[]> => {
  requirePermission(ctx.actor, "memories:read");
  const rows = await ctx.database
    .select()
    .from(watches)
    .where(gt(watches.expiresAt, ctx.now()))
    .orderBy(desc(watches.createdAt), desc(watches.id))
    .limit(listedMax);
  return rows.map((row) => watchFrom(ctx.secret, row));
};

/** Forgets what was watched; its link shows nothing any more. Twice is once. Throws not_permitted, also of another member's. */
export const deleteWatch = async (ctx: Context, { id }: { id: WatchId }): Promise<void> => {
  requirePermission(ctx.actor, "memories:read");
  const [row] = await ctx.database
    .select({ createdBy: watches.createdBy })
    .from(watches)
    .where(eq(watches.id, id));
  if (row === undefined) return;
  if (ctx.actor.kind === "system" || !canEndWatch(ctx.actor, row))
    throw new ExpectedError("not_permitted", "Only who began to watch it, or an admin, can end it.");
  await ctx.database.delete(watches).where(eq(watches.id, id));
};

export const watchNotFound = () =>
  new ExpectedError("not_found", "This is not watched any more: a link works for 30 days.");
