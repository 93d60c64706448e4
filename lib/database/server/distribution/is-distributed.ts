import type pg from "pg";
import type { Database } from "../database";
import { databaseErrorFrom } from "../database-error";

const known = new WeakMap<Database, Promise<boolean>>();
const distributed = new WeakSet<Database>();

/** Whether the memories lie on several nodes. Asked once: `npm run distribute` moves them only while nobody is connected. */
export const isDistributed = (database: Database): Promise<boolean> => {
  const asked = known.get(database) ?? ask(database);
  known.set(database, asked);
  // What failed is asked again.
  asked.catch(() => known.delete(database));
  return asked;
};

/** The same without waiting: false until it was asked. */
export const isKnownDistributed = (database: Database): boolean => distributed.has(database);

const ask = async (database: Database): Promise<boolean> => {
  const answer = await areDistributed(database.$client);
  if (answer) distributed.add(database);
  return answer;
};

/** The same of a connection. */
export const areDistributed = async (client: Pick<pg.ClientBase, "query">): Promise<boolean> => {
  try {
    // Where there is no Citus, there is no such table to be named.
    const { rows: citus } = await client.query<{ has: boolean }>(
      "select to_regclass('pg_catalog.pg_dist_partition') is not null as has",
    );
    if (citus[0]?.has !== true) return false;
    const { rows } = await client.query<{ has: boolean }>(
      "select exists (select from pg_dist_partition where logicalrelid = to_regclass('memories') and partmethod = 'h') as has",
    );
    return rows[0]?.has === true;
  } catch (error) {
    throw databaseErrorFrom(error);
  }
};
