import { sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { type ImportId } from "@/lib/memories/import-id";
import { importWords } from "@/lib/filters/import-words";
import type { ListedImport } from "@/lib/imports/types";
import { requirePermission } from "@/lib/access/require-permission";
import { memories } from "@/drizzle/schema/memories";

/** The imports whose memories are still there, the newest first, and exactly how many. `text` is a part of what they are called. */
export const listImports = async (
  ctx: Context,
  { text, limit }: { text: string; limit: number },
): Promise<ListedImport[]> => {
  requirePermission(ctx.actor, "memories:read");
  // Their ids begin with the time.
  const { rows } = await ctx.database.execute<{ id: ImportId; count: string }>(sql`
    select ${memories.importId} as id, count(*) as count from ${memories}
    where ${memories.importId} is not null group by 1 order by 1 desc`);
  return rows
    .map(({ id, count }) => ({ value: id, label: importWords(id), count: Number(count) }))
    .filter(({ value, label }) => label.includes(text.trim()) || value === text.trim())
    .slice(0, limit);
};
