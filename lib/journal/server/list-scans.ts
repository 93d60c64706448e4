import { sql } from "drizzle-orm";
import { journalLostDeletions, journalScans } from "@/drizzle/schema/journal";
import { stores } from "@/drizzle/schema/stores";
import type { Database } from "@/lib/database/server/database";
import type { ScanOutcome, StoreScan } from "@/lib/journal/types";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/store-id-schema";

/** Each store elsewhere in which deletions erased something that this database has lost, and what a look there met. */
export const listScans = async (database: Database): Promise<StoreScan[]> => {
  const { rows } = await database.execute<{
    store_id: string;
    name: string | null;
    erased: string;
    requested_at: string | null;
    finished_at: string | null;
    outcome: ScanOutcome | null;
    error_code: string | null;
    looked: number | null;
    back: number | null;
  }>(sql`
    select lost.store_id, store.name, lost.erased, scan.requested_at::text, scan.finished_at::text, scan.outcome, scan.error_code,
      scan.looked_count as looked, scan.back_count as back
    from (select store_id, sum(erased_count) as erased from ${journalLostDeletions}
      where store_id <> ${builtinStoreId} group by store_id) as lost
    left join ${journalScans} as scan on scan.store_id = lost.store_id
    left join ${stores} as store on store.id::text = lost.store_id
    order by store.name nulls last, lost.store_id`);
  return rows.map((row) => ({
    storeId: storeIdSchema.parse(row.store_id),
    storeName: row.name,
    erasedCount: Number(row.erased),
    isUnderWay: row.requested_at !== null && row.finished_at === null,
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at).toISOString(),
    outcome: row.outcome,
    errorCode: row.error_code,
    lookedCount: row.looked ?? 0,
    backCount: row.back ?? 0,
  }));
};
