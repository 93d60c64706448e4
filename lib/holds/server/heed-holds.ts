import { sql } from "drizzle-orm";
import type pg from "pg";
import type { Database, Queryable, Transaction } from "@/lib/database/server/database";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import { holdsLock } from "@/lib/database/server/holds-lock";
import { WatchedClient } from "@/lib/database/server/watched-client";
import type { StoreId } from "@/lib/stores/store-ids";
import { readHolds, type HeldBy } from "./read-holds";

/**
 * The holds that a transaction must heed in a store before it deletes or changes memories: those in force, and of `also` those that
 * have been released. A statement of its own, which sees what was committed before the lock was had.
 */
export const heedHolds = async (
  transaction: Transaction,
  { storeId, also = [] }: { storeId: StoreId; also?: readonly string[] },
): Promise<HeldBy[]> => {
  await transaction.execute(sql`select pg_advisory_xact_lock_shared(${holdsLock})`);
  return readHolds(transaction, { storeId, also });
};

/** The same lock for a connection, until that ends: for a batch that is sent elsewhere outside of any transaction. */
export const lockHolds = async (client: pg.Client): Promise<void> => {
  await client.query("select pg_advisory_lock_shared($1)", [holdsLock]);
};

/** Does `work` elsewhere under that lock, by a connection of its own: no transaction is open meanwhile. */
export const heeding = async <Result>(database: Database, work: () => Promise<Result>): Promise<Result> => {
  const client = new WatchedClient(database.$client.options);
  try {
    await client
      .connect()
      .then(() => lockHolds(client))
      .catch((error: unknown) => {
        throw databaseErrorFrom(error);
      });
    return await work();
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Those who hold the lock at this moment. */
export const listHeeding = async (database: Queryable): Promise<string[]> => {
  const { rows } = await database.execute<{ who: string }>(sql`
    select pid || ' ' || virtualtransaction as who from pg_locks
    where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
      and classid = 0 and objid = ${holdsLock} and objsubid = 1 and granted`);
  return rows.map(({ who }) => who);
};
