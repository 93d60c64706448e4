import { randomUUID } from "node:crypto";
import { requireReachedMemory } from "@/lib/access/restriction";
import type { Context } from "@/lib/access/context";
import { notifyMemoriesChanged } from "@/lib/database/server/notify-memories-changed";
import { requirePermission } from "@/lib/access/require-permission";
import type { Addition, AdditionErrorCode, NewMemory } from "@/lib/mem0-api/addition";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { noteMet } from "@/lib/suppression/server/meet-suppressions";
import { enqueueMemories } from "@/lib/webhooks/server/enqueue-deliveries";
import { additions } from "@/drizzle/schema/additions";
import { memories } from "@/drizzle/schema/memories";
import { findRepeats, lockScopes, repeatKeyOf } from "./find-repeats";
import { entityIdsOf, meetAdded, suppressedError } from "./meet-added";

/**
 * Stores at most a thousand memories in the built-in store as they are, records it, and notifies open pages and webhooks. What is
 * there already, with the same text, ids, metadata and the rest, or comes twice, is stored once, also when two requests bring it at the same time
 * (https://docs.mem0.ai/platform/features/direct-import: "resending identical text is safe"). `startedAt` is when the work on
 * them began; `named`: ids that the request names besides, as the one a fact is about is not always in what is stored of it.
 * Throws not_permitted, and suppressed when one of all these ids is of somebody whose new memories are refused.
 */
export const addMemories = async (
  ctx: Context,
  input: { memories: readonly NewMemory[]; startedAt: Date; named?: readonly string[] },
): Promise<Addition> => {
  requirePermission(ctx.actor, "memories:write");
  for (const memory of input.memories) requireReachedMemory(ctx, memory);
  const addition = await ctx.database.transaction(async (transaction) => {
    const now = ctx.now();
    const met = await meetAdded(transaction, ctx, [
      ...input.memories.flatMap(entityIdsOf),
      ...(input.named ?? []),
    ]);
    // Ended here, and not thrown out of the transaction: that it was refused is counted in it.
    if (met.isRefused) return null;
    await lockScopes(transaction, input.memories);
    const added = withIds(input.memories, await findRepeats(transaction, input.memories));
    const stored = added.filter(({ isRepeat }) => !isRepeat);
    if (stored.length > 0) {
      await transaction.insert(memories).values(
        stored.map(({ id, memory: { createdAt, ...memory } }) => ({
          ...memory,
          id,
          createdAt: createdAt ?? now,
          updatedAt: createdAt ?? now,
        })),
      );
    }
    const [addition] = await transaction
      .insert(additions)
      .values({
        actor: ctx.actor,
        status: "succeeded",
        memoryIds: stored.map(({ id }) => id),
        repeatedIds: [...new Set(added.filter(({ isRepeat }) => isRepeat).map(({ id }) => id))],
        startedAt: input.startedAt,
        finishedAt: now,
      })
      .returning({ id: additions.id });
    if (addition === undefined) throw new Error("An insert answered no row.");
    await enqueueMemories(
      transaction,
      "memory_add",
      stored.map(({ id }) => id),
    );
    if (stored.length > 0) await notifyMemoriesChanged(transaction);
    await noteMet(
      transaction,
      stored.flatMap(({ memory }) => met.letIn([...entityIdsOf(memory), ...(input.named ?? [])])),
      "letIn",
      now,
    );
    return {
      id: addition.id,
      memories: added.map(({ id, memory, isRepeat }) => ({ id, memory: memory.memory, isRepeat })),
    };
  });
  if (addition === null) throw suppressedError();
  return addition;
};

/** Each with the id of the memory that it is a repeat of, stored or among these, or else with one of its own. */
const withIds = (added: readonly NewMemory[], repeats: readonly (MemoryId | null)[]) => {
  const first = new Map<string, MemoryId>();
  return added.map((memory, position) => {
    const key = repeatKeyOf(memory);
    const known = repeats[position] ?? first.get(key);
    const id = known ?? memoryIdSchema.parse(randomUUID());
    first.set(key, id);
    return { id, memory, isRepeat: known !== undefined };
  });
};

/** Writes down that nothing came of an addition, and why. */
export const noteFailedAddition = async (
  ctx: Context,
  input: { errorCode: AdditionErrorCode; startedAt: Date },
): Promise<void> => {
  await ctx.database.insert(additions).values({
    actor: ctx.actor,
    status: "failed",
    errorCode: input.errorCode,
    startedAt: input.startedAt,
    finishedAt: ctx.now(),
  });
};
