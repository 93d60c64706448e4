import { sql } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/database/server/database";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import { WatchedClient } from "@/lib/database/server/watched-client";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { lockHolds } from "@/lib/holds/server/heed-holds";

/** Keeps these locks apart from others that are made of an id. */
const batchSeed = 7_313_007;

/**
 * Does `work`, the deletion of one batch in a remote store, and keeps pausing and cancelling waiting meanwhile: no
 * transaction is open while the store is asked, so that the row's lock does not. They get their turn before the next batch.
 * A connection of its own holds the lock, so that it ends with its process; not one of the pool, all of which could be taken
 * by batches that then wait for another one. The same connection holds the lock that placing a hold waits for: of what is read
 * within `work`, the holds are those of the whole batch.
 */
export const withBatchInHand = async <Result>(
  database: Database,
  id: DeletionId,
  work: () => Promise<Result>,
): Promise<Result> => {
  const client = new WatchedClient(database.$client.options);
  try {
    await client
      .connect()
      .then(() => client.query("select pg_advisory_lock(hashtextextended($1, $2))", [id, batchSeed]))
      .then(() => lockHolds(client))
      .catch((error: unknown) => {
        throw databaseErrorFrom(error);
      });
    return await work();
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Waits for the batch in hand, if there is one, and keeps the next one waiting until the transaction ends. */
export const waitForBatch = async (transaction: Transaction, id: DeletionId): Promise<void> => {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${id}, ${batchSeed}))`);
};
