import { requirePermission } from "@/lib/access/require-permission";
import type { Context } from "@/lib/access/context";
import type { ModelSettings } from "@/lib/env/model-settings";
import type { Filter } from "@/lib/filters/filter";
import { reachedFilter } from "@/lib/mem0-api/server/reached-filter";
import { summarizeTexts } from "@/lib/models/server/summarize-texts";
import { clipText } from "@/lib/text/clip-text";
import { listByOffset } from "@/lib/stores/builtin/list-by-offset";
import { countMemories } from "@/lib/stores/sql/count-memories";

/** So much is sent to the model: the newest memories, and of each its beginning. */
export const summarizedMax = 200;
const textLengthMax = 1_000;

export type MemorySummary = { summary: string; memoryCount: number; summarizedCount: number };

/**
 * One summary of the newest of the memories that a filter finds within the actor's reach, made anew by the model each time and kept
 * nowhere, so that nothing of a memory outlives it in one. Null when there are none. Throws not_permitted, ModelError.
 */
export const summarizeMemories = async (
  ctx: Context,
  wanted: Filter,
  model: ModelSettings,
): Promise<MemorySummary | null> => {
  requirePermission(ctx.actor, "memories:read");
  const filter = await reachedFilter(ctx, wanted);
  const [count, newest] = await Promise.all([
    countMemories(ctx.database, filter),
    listByOffset(ctx.database, {
      filter,
      sort: { field: "created_at", direction: "desc" },
      offset: 0,
      limit: summarizedMax,
    }),
  ]);
  if (newest.length === 0) return null;
  const summary = await summarizeTexts(
    model,
    newest.map(({ memory, createdAt }) => ({
      text: clipText(memory, textLengthMax),
      on: createdAt.slice(0, 10),
    })),
  );
  return { summary, memoryCount: count.value, summarizedCount: newest.length };
};
