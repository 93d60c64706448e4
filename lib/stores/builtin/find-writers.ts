import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";

/**
 * The transactions that write memories and had begun to by the cutoff, by their virtual ids; of those that were waited for
 * (`waiting`), the ones that have not ended. Null when there is none. A transaction that stores a memory holds the table's lock
 * from before it reads the clock until it ends (https://www.postgresql.org/docs/current/explicit-locking.html), so that
 * readers, and writers of other tables, need not be waited for.
 */
export const findWriters = async (
  database: Database,
  { cutoffAt, waiting }: { cutoffAt: Date; waiting: readonly string[] | null },
): Promise<readonly string[] | null> => {
  if (waiting === null) await waitUntilPast(database, cutoffAt);
  const { rows } = await database.execute<{ writers: string[] }>(sql`
    select array(
      select distinct virtualtransaction from pg_locks
      where locktype = 'relation' and relation = 'memories'::regclass and granted
        and database = (select oid from pg_database where datname = current_database())
        and mode in ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
    ) as writers`);
  const writers = rows[0]?.writers ?? [];
  const left = waiting === null ? writers : writers.filter((writer) => waiting.includes(writer));
  return left.length === 0 ? null : left;
};

/** Stored instants are rounded to milliseconds: some of those of the cutoff's lie up to one after it. */
const waitUntilPast = async (database: Database, cutoffAt: Date): Promise<void> => {
  await database.execute(sql`
    select pg_sleep(greatest(0, extract(epoch from
      ${cutoffAt.toISOString()}::timestamptz + interval '2 milliseconds' - clock_timestamp())::double precision))`);
};
