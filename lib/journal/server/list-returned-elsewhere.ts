import { asc, eq } from "drizzle-orm";
import { journalReturned } from "@/drizzle/schema/journal";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { listedCountMax } from "@/lib/deletions/request/limits";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import type { StoreId } from "@/lib/stores/store-ids";

/**
 * The memories that the last look met in a store elsewhere although they were erased there, to be deleted again: as many as one request
 * can list. Throws not_permitted.
 */
export const listReturnedElsewhere = async (
  { actor, database }: Pick<Context, "actor" | "database">,
  { storeId }: { storeId: StoreId },
): Promise<MemoryId[]> => {
  requirePermission(actor, "journal:replay");
  const rows = await database
    .select({ id: journalReturned.memoryId })
    .from(journalReturned)
    .where(eq(journalReturned.storeId, storeId))
    .orderBy(asc(journalReturned.memoryId))
    .limit(listedCountMax);
  return rows.map(({ id }) => memoryIdSchema.parse(id));
};
