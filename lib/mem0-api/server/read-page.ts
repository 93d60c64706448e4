import type { Context } from "@/lib/access/context";
import type { Filter } from "@/lib/filters/filter";
import { memoryAnswer } from "@/lib/mem0-api/memory-answer";
import { withFields } from "@/lib/mem0-api/memory-fields";
import { countMemories } from "@/lib/stores/sql/count-memories";
import { reachedFilter } from "@/lib/mem0-api/server/reached-filter";
import { listByOffset } from "@/lib/stores/builtin/list-by-offset";

/** One page of what a filter finds, newest first, and how many there are on all pages. */
export const readPage = async (
  ctx: Context,
  input: { filter: Filter; page: number; pageSize: number; fields: readonly string[] | undefined },
) => {
  const { page, pageSize, fields } = input;
  const filter = await reachedFilter(ctx, input.filter);
  const [count, memories] = await Promise.all([
    countMemories(ctx.database, filter),
    listByOffset(ctx.database, {
      filter,
      sort: { field: "created_at", direction: "desc" },
      offset: (page - 1) * pageSize,
      limit: pageSize,
    }),
  ]);
  return { count: count.value, results: memories.map((memory) => withFields(memoryAnswer(memory), fields)) };
};
