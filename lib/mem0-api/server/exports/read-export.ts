import type { Context } from "@/lib/access/context";
import type { Filter } from "@/lib/filters/filter";
import { refused } from "@/lib/mem0-api/api-error";
import { exportedMemory, type ExportedMemory } from "@/lib/mem0-api/exports/memory-value";
import { reachedFilter } from "@/lib/mem0-api/server/reached-filter";
import { countMemories } from "@/lib/stores/sql/count-memories";
import { listMemories } from "@/lib/stores/sql/list-memories";
import type { ListMemoriesInput } from "@/lib/stores/types";

/** What is answered at once: so many memories, and about so many characters. */
export const exportedMax = 10_000;
export const exportCharactersMax = 16 * 1_048_576;
const pageSize = 200;

/**
 * The memories of the built-in store that a filter finds within the actor's reach, newest first: expired and superseded ones, too.
 * Throws a 400 when they are too many, or too long, to be answered at once.
 */
export const readExport = async (ctx: Context, wanted: Filter): Promise<ExportedMemory[]> => {
  const filter = await reachedFilter(ctx, wanted);
  const { value: count } = await countMemories(ctx.database, filter);
  if (count > exportedMax) throw tooMany(count);
  const read: ExportedMemory[] = [];
  let charactersLeft = exportCharactersMax;
  let cursor: ListMemoriesInput["cursor"] = null;
  for (;;) {
    const page = await listMemories(ctx.database, {
      filter,
      sort: { field: "created_at", direction: "desc" },
      cursor,
      limit: pageSize,
    });
    for (const memory of page.memories) {
      charactersLeft -= memory.memory.length + memory.metadata.length;
      read.push(exportedMemory(memory));
    }
    if (charactersLeft < 0) throw tooLong();
    // More may have come since they were counted.
    if (read.length > exportedMax) throw tooMany(read.length);
    const last = page.memories.at(-1);
    if (last === undefined || !page.hasNext) return read;
    cursor = { direction: "after", position: { at: last.createdAt, id: last.id } };
  }
};

const advice = "Narrow its filters, by created_at for example, and ask for several exports.";
const tooMany = (count: number) =>
  refused(
    `This export would have ${count.toLocaleString("en")} memories, and at most ${exportedMax.toLocaleString("en")} are answered at once. ${advice}`,
  );
export const tooLong = () =>
  refused(
    `This export would be longer than ${exportCharactersMax / 1_048_576} million characters, or its schema asks for more than a million values (properties times memories), which is what is answered at once. ${advice}`,
  );
