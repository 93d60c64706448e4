import { sql, type SQL } from "drizzle-orm";
import type { HoldId } from "@/lib/holds/types";
import { arrayOf } from "@/lib/stores/sql/sql-values";
import { deletions } from "@/drizzle/schema/deletions";

/** The holds of a deletion's row, with these among them. */
export const heldByWith = (ids: readonly HoldId[]): SQL =>
  sql`array(select unnest(${deletions.heldBy}) union select unnest(${arrayOf(ids, "uuid")}))`;
