import { sql, type SQL } from "drizzle-orm";
import type { Reach } from "../selection";

/**
 * In a snapshot's place where the memories lie on several nodes: each numbers its transactions by itself, and nothing is known of them but
 * the times at which they wrote. When a memory came to its user or its metadata no time tells, so that any change since is one too many.
 */
export const byTimesAlone = "by times alone";

/**
 * The condition on a memory for being within reach. `memory` is what the statement calls the table, and is no text from
 * outside.
 *
 * Both times and transactions are compared. By times alone a memory would count that was written before the cutoff by a
 * transaction that had not ended, so that no preview could show it; by transactions alone none would that was restored from
 * another cluster, whose transactions have other numbers. Those lie ahead of all that this one has had, and are taken for
 * seen; what is being written at this moment, and may as well have such a number, is after the cutoff by its time.
 */
export const matchReach = (memory: SQL, { cutoffAt, bond = "stored", snapshot = null }: Reach): SQL => {
  const cutoff = sql`${cutoffAt.toISOString()}::timestamptz`;
  const isStored = sql`${memory}.stored_at <= ${cutoff}`;
  const isUnchanged = sql`${memory}.changed_at <= ${cutoff}`;
  if (snapshot === byTimesAlone) return sql`(${isStored} and ${isUnchanged})`;
  const isSeen = (transaction: SQL): SQL =>
    snapshot === null
      ? sql`true`
      : sql`(pg_visible_in_snapshot(${transaction}, ${snapshot}::pg_snapshot) is not false
          or ${transaction} >= pg_snapshot_xmax(pg_current_snapshot()))`;
  switch (bond) {
    case "unchanged":
      return sql`(${isStored} and ${isUnchanged}
        and ${isSeen(sql`coalesce(${memory}.changed_in, ${memory}.stored_in)`)})`;
    case "stored":
      return sql`(${isStored} and ${isSeen(sql`${memory}.stored_in`)})`;
    case "stored_and_tagged":
      return sql`(${isStored} and ${isSeen(sql`${memory}.stored_in`)} and ${isSeen(sql`${memory}.metadata_in`)})`;
  }
};
