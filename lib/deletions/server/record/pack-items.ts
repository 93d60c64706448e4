import { sql, type SQL } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { deletionBatches, packSize } from "@/drizzle/schema/deletions";

/** Stands for the digest of an item that has none. */
const noDigest = sql.raw(`decode(repeat('00', 32), 'hex')`);

/**
 * Writes items down, packed. `items` asks for deletion_id, seq (from 1 on, without gaps), and those of memory_id, remote_id, digest and place that `has` names.
 * Returns how many.
 */
export const packItems = async (
  transaction: Transaction,
  items: SQL,
  has: readonly ("memory_id" | "remote_id" | "digest" | "place")[],
): Promise<number> => {
  const { rows } = await transaction.execute<{ count: string }>(sql`
    with packed as (
      insert into ${deletionBatches} (deletion_id, from_seq, item_count, memory_ids, remote_ids, digests, places)
      ${packed(items, has)} returning item_count
    ) select coalesce(sum(item_count), 0) as count from packed`);
  return Number(rows[0]?.count);
};

/** The digests of a batch, of rows that are called `item`; null when none has one. */
export const joinedDigests = (digest: SQL): SQL =>
  sql`case when count(${digest}) > 0 then string_agg(coalesce(${digest}, ${noDigest}), ''::bytea order by item.seq) end`;

const packed = (items: SQL, has: Parameters<typeof packItems>[2]): SQL => {
  // An array of nothing but nulls is none.
  const arrayOf = (name: "memory_id" | "remote_id" | "place") => {
    const column = sql.raw(`item.${name}`);
    return has.includes(name)
      ? sql`case when count(${column}) > 0 then array_agg(${column} order by item.seq) end`
      : sql`null`;
  };
  const digests = has.includes("digest") ? joinedDigests(sql`item.digest`) : sql`null`;
  return sql`
      select item.deletion_id, min(item.seq), count(*), ${arrayOf("memory_id")}, ${arrayOf("remote_id")}, ${digests}, ${arrayOf("place")}
      from (${items}) as item group by item.deletion_id, (item.seq - 1) / ${sql.raw(String(packSize))}`;
};
