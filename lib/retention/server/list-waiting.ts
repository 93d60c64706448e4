import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { can } from "@/lib/access/types";
import { clipText } from "@/lib/text/clip-text";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import {
  exemptionIdSchema,
  type Exemption,
  type RetentionRule,
  type RuleId,
  type WaitingPage,
  type WaitingPosition,
} from "@/lib/retention/types";
import { getStore } from "@/lib/stores/server/get-store";
import type { StoreId } from "@/lib/stores/store-ids";
import { retentionExemptions, retentionWaiting } from "@/drizzle/schema/retention";

const pageSize = 25;
const textShownMax = 300;
const exemptionsShownMax = 100;
const readSecondsMax = 20;

/**
 * What waits under a rule, the first to go first, each as it is in its store at this moment; without texts for a role that reads no
 * memories, and while the store is away. Throws not_permitted.
 */
export const listWaiting = async (
  ctx: Context,
  rule: Pick<RetentionRule, "id" | "storeId">,
  { after }: { after: WaitingPosition | null },
): Promise<WaitingPage> => {
  requirePermission(ctx.actor, "deletions:read");
  const rows = await ctx.database
    .select()
    .from(retentionWaiting)
    .where(
      and(
        eq(retentionWaiting.ruleId, rule.id),
        after === null
          ? undefined
          : sql`(${retentionWaiting.dueAt}, ${retentionWaiting.memoryId}) > (${after.dueAt}::timestamptz, ${after.memoryId})`,
      ),
    )
    .orderBy(asc(retentionWaiting.dueAt), asc(retentionWaiting.memoryId))
    .limit(pageSize + 1);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  const ids = page.map(({ memoryId }) => memoryIdSchema.parse(memoryId));
  const found = await readMemories(ctx, rule.storeId, ids);
  return {
    memories: page.map(({ memoryId, foundAt, dueAt }) => {
      const memory = found.get(memoryId);
      return {
        memoryId: memoryIdSchema.parse(memoryId),
        foundAt: foundAt.toISOString(),
        dueAt: dueAt.toISOString(),
        memory:
          memory === undefined
            ? null
            : { text: clipText(memory.memory, textShownMax), userId: memory.userId },
      };
    }),
    nextAfter:
      rows.length > pageSize && last !== undefined
        ? { dueAt: last.dueAt.toISOString(), memoryId: last.memoryId }
        : null,
  };
};

/** Nothing where they may not be read; a store that is away leaves the list without texts. */
const readMemories = async (
  ctx: Context,
  storeId: StoreId,
  ids: MemoryId[],
): Promise<Map<string, Pick<Memory, "memory" | "userId">>> => {
  const mayRead = ctx.actor.kind === "system" || can(ctx.actor.role, "memories:read");
  if (!mayRead || ids.length === 0) return new Map();
  try {
    const store = await getStore(ctx, storeId);
    const read =
      store.deletes === "remotely"
        ? await store.findMany({ ids, signal: AbortSignal.timeout(readSecondsMax * 1000) })
        : await store.list({
            filter: { field: "memory_ids", operator: "in", value: ids },
            sort: { field: "created_at", direction: "desc" },
            cursor: null,
            limit: pageSize,
          });
    return new Map(read.memories.map((memory) => [memory.id as string, memory]));
  } catch {
    return new Map();
  }
};

/** What a rule leaves, the first to end first, the first hundred of them; `count`: of how many. Throws not_permitted. */
export const listExemptions = async (
  ctx: Context,
  ruleId: RuleId,
): Promise<{ exemptions: Exemption[]; count: number }> => {
  requirePermission(ctx.actor, "retention:manage");
  const inForce = and(eq(retentionExemptions.ruleId, ruleId), gt(retentionExemptions.untilAt, ctx.now()));
  const [rows, count] = await Promise.all([
    ctx.database
      .select()
      .from(retentionExemptions)
      .where(inForce)
      .orderBy(asc(retentionExemptions.untilAt), asc(retentionExemptions.id))
      .limit(exemptionsShownMax),
    ctx.database.$count(retentionExemptions, inForce),
  ]);
  const exemptions = rows.map(({ id, kind, value, reason, untilAt, madeBy }) => ({
    id: exemptionIdSchema.parse(id),
    kind,
    value,
    reason,
    untilAt: untilAt.toISOString(),
    madeBy,
  }));
  return { exemptions, count };
};
