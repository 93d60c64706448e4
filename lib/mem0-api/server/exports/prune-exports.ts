import { lt } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { forgetExports } from "@/lib/stores/builtin/forget-exports";
import { memoryExports } from "@/drizzle/schema/memory-exports";

/** As Mem0 keeps them: https://docs.mem0.ai/cookbooks/essentials/exporting-memories */
export const exportDaysKept = 7;

/** Forgets requested exports that are too old, or name an entity of which nothing is left. */
export const pruneExports = async (database: Database, now: Date): Promise<void> => {
  await database
    .delete(memoryExports)
    .where(lt(memoryExports.createdAt, new Date(now.getTime() - exportDaysKept * 86_400_000)));
  await forgetExports(database);
};
