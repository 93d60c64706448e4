import { requireReachedMemory } from "@/lib/access/restriction";
import type { Context } from "@/lib/access/context";
import { notifyMemoriesChanged } from "@/lib/database/server/notify-memories-changed";
import { requirePermission } from "@/lib/access/require-permission";
import type { Addition, AdditionErrorCode, NewMemory } from "@/lib/mem0-api/addition";
import { memoryIdSchema } from "@/lib/memories/types";
import { enqueueMemories } from "@/lib/webhooks/server/enqueue-deliveries";
import { additions } from "@/drizzle/schema/additions";
import { memories } from "@/drizzle/schema/memories";

/**
 * Stores at most a thousand memories in the built-in store as they are, records it, and notifies open pages and webhooks. The
 * same text twice makes two memories. `startedAt` is when the work on them began. Throws not_permitted.
 */
export const addMemories = async (
  ctx: Context,
  input: { memories: readonly NewMemory[]; startedAt: Date },
): Promise<Addition> => {
  requirePermission(ctx.actor, "memories:write");
  for (const memory of input.memories) requireReachedMemory(ctx, memory);
  return ctx.database.transaction(async (transaction) => {
    const now = ctx.now();
    const stored =
      input.memories.length === 0
        ? []
        : await transaction
            .insert(memories)
            .values(
              input.memories.map(({ createdAt, ...memory }) => ({
                ...memory,
                createdAt: createdAt ?? now,
                updatedAt: createdAt ?? now,
              })),
            )
            .returning({ id: memories.id, memory: memories.memory });
    const [addition] = await transaction
      .insert(additions)
      .values({
        actor: ctx.actor,
        status: "succeeded",
        memoryIds: stored.map(({ id }) => id),
        startedAt: input.startedAt,
        finishedAt: now,
      })
      .returning({ id: additions.id });
    if (addition === undefined) throw new Error("An insert answered no row.");
    const added = stored.map(({ id, memory }) => ({ id: memoryIdSchema.parse(id), memory }));
    await enqueueMemories(
      transaction,
      "memory_add",
      added.map(({ id }) => id),
    );
    if (added.length > 0) await notifyMemoriesChanged(transaction);
    return { id: addition.id, memories: added };
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
