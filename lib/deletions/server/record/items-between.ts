import { sql, type SQL } from "drizzle-orm";
import { deletionItems, packSize } from "@/drizzle/schema/deletions";
import type { ItemRange } from "../deleter";

/**
 * The condition on rows of `deletion_items`, under the name `items`, for being among these: the batches that they lie in are
 * found by their index, and no others are unpacked.
 */
export const itemsBetween = ({ fromSeq, toSeq }: ItemRange, items: SQL = sql`${deletionItems}`): SQL =>
  sql`(${inBatchesBetween({ fromSeq, toSeq }, items)} and ${items}.seq between ${fromSeq}::integer and ${toSeq}::integer)`;

/** The same of rows of `deletion_batches`. */
export const inBatchesBetween = ({ fromSeq, toSeq }: ItemRange, batches: SQL): SQL =>
  sql`${batches}.from_seq between ${fromSeq - packSize + 1}::integer and ${toSeq}::integer`;

/** The number of the first item in the batch that holds item `seq`. */
export const firstOfBatch = (seq: SQL): SQL => sql`(${seq} - (${seq} - 1) % ${sql.raw(String(packSize))})`;
