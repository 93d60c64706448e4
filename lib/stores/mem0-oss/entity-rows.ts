import type pg from "pg";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import { asStoreError } from "./as-store-error";

/** By Mem0's server, and by its SDK for JavaScript. */
const linkKeys = ["linked_memory_ids", "linkedMemoryIds"] as const;

/**
 * The names that Mem0 found in memories, each with the memories it was found in. A row stays behind when the process that
 * deleted the memory had not used the entities yet. There is no such table where the server has no language model to find
 * names with, which is how it is shipped.
 */
export const entityTableOf = (collection: string): string => `${collection}_entities`;

/**
 * The ids of the rows that name each of these memories; a memory that none names has no entry. Throws StoreError. Reads the
 * table once, as the server does for each memory that it deletes: nothing is indexed.
 */
export const readEntityLinks = (
  pool: pg.Pool,
  collection: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> =>
  asked(async () => {
    const table = entityTableOf(collection);
    const rowsOf = new Map<string, Set<string>>();
    if (!(await exists(pool, table))) return rowsOf;
    for (const key of linkKeys) {
      const { rows } = await pool.query<{ row_id: string; memory_id: string }>(
        `select entity.id::text as row_id, each.id as memory_id
          from public."${table}" as entity, ${linked(key)} as each (id) where each.id = any($1::text[])`,
        [ids],
      );
      for (const { row_id, memory_id } of rows)
        rowsOf.set(memory_id, (rowsOf.get(memory_id) ?? new Set()).add(row_id));
    }
    return rowsOf;
  });

/** Rows that name at least one of these memories. Throws StoreError. */
export const countEntityRows = (pool: pg.Pool, collection: string, ids: readonly string[]): Promise<number> =>
  asked(async () => {
    const table = entityTableOf(collection);
    if (!(await exists(pool, table))) return 0;
    const { rows } = await pool.query<{ count: string }>(
      `select count(*) as count from public."${table}" where ${linkKeys.map(namesAny).join(" or ")}`,
      [ids],
    );
    return Number(rows[0]?.count);
  });

/**
 * Takes these memories out of the rows, and deletes the rows that name no other; says how many rows it touched. Needs the right
 * to write: the connection is read-only otherwise. Throws StoreError.
 */
export const purgeEntityRows = (pool: pg.Pool, collection: string, ids: readonly string[]): Promise<number> =>
  asked(async () => {
    const table = entityTableOf(collection);
    if (!(await exists(pool, table))) return 0;
    const client = await pool.connect();
    let touchedCount = 0;
    let isSound = false;
    try {
      await client.query("begin read write");
      for (const key of linkKeys) {
        const deleted = await client.query(
          `delete from public."${table}" where ${namesAny(key)} and not (${namesOther(key)})`,
          [ids],
        );
        const changed = await client.query(
          `update public."${table}" set payload = jsonb_set(payload, '{${key}}', (
            select jsonb_agg(id) from jsonb_array_elements_text(payload -> '${key}') as each (id) where id <> all($1::text[])
          )) where ${namesAny(key)}`,
          [ids],
        );
        touchedCount += (deleted.rowCount ?? 0) + (changed.rowCount ?? 0);
      }
      await client.query("commit");
      isSound = true;
    } finally {
      client.release(!isSound);
    }
    return touchedCount;
  });

const exists = async (pool: pg.Pool, table: string): Promise<boolean> => {
  const { rows } = await pool.query<{ is_there: boolean }>("select to_regclass($1) is not null as is_there", [
    `public."${table}"`,
  ]);
  return rows[0]?.is_there === true;
};

const linked = (key: string): string =>
  `jsonb_array_elements_text(case jsonb_typeof(payload -> '${key}') when 'array' then payload -> '${key}' else '[]' end)`;
const namesAny = (key: string): string =>
  `exists (select 1 from ${linked(key)} as each (id) where id = any($1::text[]))`;
const namesOther = (key: string): string =>
  `exists (select 1 from ${linked(key)} as each (id) where id <> all($1::text[]))`;

/** The driver's own errors quote values. */
const asked = <Result>(work: () => Promise<Result>): Promise<Result> =>
  asStoreError(() =>
    work().catch((error: unknown) => {
      throw databaseErrorFrom(error);
    }),
  );
