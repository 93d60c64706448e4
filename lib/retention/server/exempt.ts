import { and, count, eq, lt, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Database } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { exemptionDaysMax, type ExemptInput } from "@/lib/retention/schema";
import type { MemoryId } from "@/lib/memories/types";
import type { ExemptionId } from "@/lib/retention/types";
import { getStore } from "@/lib/stores/server/get-store";
import { arrayOf } from "@/lib/stores/sql/sql-values";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import type { RemoteStore } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { retentionExemptions, retentionWaiting } from "@/drizzle/schema/retention";
import { lockRule } from "./lock-rule";
import { exemptionsMax } from "./read-exempt";
import { actorBody } from "./rule-events";

const dayMs = 86_400_000;
const keptDays = 30;
const walkSecondsMax = 20;

/**
 * Has a rule leave a memory, or all of the user whom it names, until the end of a day in UTC. What waits of it waits no more. Again for
 * the same replaces reason and end. Throws not_permitted, not_found (the rule, the memory), invalid_input, StoreError.
 */
export const exempt = async (ctx: Context, input: ExemptInput): Promise<void> => {
  requirePermission(ctx.actor, "retention:manage");
  const at = ctx.now();
  const untilAt = new Date(new Date(`${input.untilOn}T00:00:00Z`).getTime() + dayMs);
  if (untilAt <= at) throw new ExpectedError("invalid_input", "Choose a day that is not over yet.");
  if (untilAt.getTime() > at.getTime() + exemptionDaysMax * dayMs)
    throw new ExpectedError("invalid_input", "It can be kept for ten years at most.");
  const { rule } = await ctx.database.transaction((transaction) => lockRule(transaction, input.ruleId));
  const { elsewhereIds, ...subject } = await subjectOf(ctx, rule.storeId, input);
  await ctx.database.transaction(async (transaction) => {
    const locked = await lockRule(transaction, input.ruleId);
    const [{ value } = { value: 0 }] = await transaction
      .select({ value: count() })
      .from(retentionExemptions)
      .where(eq(retentionExemptions.ruleId, locked.rule.id));
    if (value >= exemptionsMax)
      throw new ExpectedError(
        "invalid_input",
        "So much is kept from this rule that its filter should say it.",
      );
    const { reason } = input;
    await transaction
      .insert(retentionExemptions)
      .values({ ...subject, ruleId: locked.rule.id, reason, untilAt, madeBy: ctx.actor, madeAt: at })
      .onConflictDoUpdate({
        target: [retentionExemptions.ruleId, retentionExemptions.kind, retentionExemptions.value],
        set: { reason, untilAt, madeBy: ctx.actor, madeAt: at },
      });
    await transaction.delete(retentionWaiting).where(
      and(
        eq(retentionWaiting.ruleId, locked.rule.id),
        subject.kind === "memory"
          ? eq(retentionWaiting.memoryId, subject.value)
          : sql`(${retentionWaiting.memoryId} = any(${arrayOf(elsewhereIds, "text")}) or ${retentionWaiting.memoryId} in (
              select id::text from ${memories} where ${memories.userId} = ${subject.value}))`,
      ),
    );
    await recordEvent(transaction, {
      kind: "retention.exempted",
      body: {
        actor: actorBody(ctx.actor),
        ruleId: locked.rule.id,
        subject: subject.kind,
        untilAt: untilAt.toISOString(),
      },
      at,
    });
  });
};

const subjectOf = async (
  ctx: Context,
  storeId: string,
  { subject }: ExemptInput,
): Promise<{ kind: "memory" | "user"; value: string; elsewhereIds: MemoryId[] }> => {
  if (subject.kind === "memory") return { kind: "memory", value: subject.memoryId, elsewhereIds: [] };
  const store = await getStore(ctx, storeIdSchema.parse(storeId));
  const memory = await store.find(subject.memoryId);
  if (memory === null) throw new ExpectedError("not_found", "This memory is not in the store any more.");
  if (memory.userId === null)
    throw new ExpectedError("invalid_input", "This memory names no user. Keep the memory itself.");
  const elsewhereIds = store.deletes === "remotely" ? await idsOfUser(store, memory.userId) : [];
  return { kind: "user", value: memory.userId, elsewhereIds };
};

/** Those of a remote store, as far as it tells in a short time: what else waits of the user, the next run finds. */
const idsOfUser = async (store: RemoteStore, userId: string): Promise<MemoryId[]> => {
  const ids: MemoryId[] = [];
  const signal = AbortSignal.timeout(walkSecondsMax * 1000);
  try {
    const filter = { field: "user_id" as const, operator: "eq" as const, value: userId };
    for await (const { memories: met } of store.walk({ filter, signal }))
      ids.push(...met.map(({ id }) => id));
  } catch {
    // What was met is enough for the list.
  }
  return ids;
};

/** The rule takes it again, if it matches. What named it is forgotten. Twice is once. Throws not_permitted. */
export const endExemption = async (ctx: Context, { id }: { id: ExemptionId }): Promise<void> => {
  requirePermission(ctx.actor, "retention:manage");
  await ctx.database.transaction(async (transaction) => {
    const [ended] = await transaction
      .delete(retentionExemptions)
      .where(eq(retentionExemptions.id, id))
      .returning();
    if (ended === undefined) return;
    await recordEvent(transaction, {
      kind: "retention.exemption-ended",
      body: { actor: actorBody(ctx.actor), ruleId: ended.ruleId, subject: ended.kind },
      at: ctx.now(),
    });
  });
};

/** Forgets exemptions thirty days after their end. */
export const pruneExemptions = async (database: Database, now: Date): Promise<void> => {
  await database
    .delete(retentionExemptions)
    .where(lt(retentionExemptions.untilAt, new Date(now.getTime() - keptDays * dayMs)));
};
