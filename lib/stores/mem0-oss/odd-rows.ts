import type pg from "pg";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import { parseExact } from "@/lib/json/parse-exact";
import type { ReadRow } from "@/lib/stores/remote/read-row";
import { readMemory } from "./read-memory";

const rowsAtOnce = 1_000;

/** Whether a payload names a user, agent or run by a list or an object: what `readMemory` calls odd. */
export const isOddSql = ["user_id", "agent_id", "run_id"]
  .map((key) => `coalesce(jsonb_typeof(payload -> '${key}') in ('array', 'object'), false)`)
  .join(" or ");

/**
 * The odd rows of a collection, or those among some ids, all of them, a page after the other. Reads all of the collection where
 * no ids are given: nothing is indexed.
 */
export async function* readOddRows(
  pool: pg.Pool,
  collection: string,
  ids: readonly string[] | null,
): AsyncGenerator<ReadRow[]> {
  for (let after: string | null = null; ;) {
    const rows: Row[] = await readPage(pool, collection, ids, after);
    yield rows.map(({ id, payload }) => {
      const { data, ...fields } = parseExact(payload) as Record<string, unknown>;
      return readMemory({ ...fields, metadata: fields, id, memory: data });
    });
    after = rows.at(-1)?.id ?? null;
    if (rows.length < rowsAtOnce) return;
  }
}

type Row = { id: string; payload: string };

const readPage = async (
  pool: pg.Pool,
  collection: string,
  ids: readonly string[] | null,
  after: string | null,
): Promise<Row[]> => {
  const { rows } = await pool
    .query<Row>(
      `select id::text as id, payload::text as payload from public."${collection}"
      where (${isOddSql}) and ($1::uuid[] is null or id = any($1::uuid[])) and ($2::uuid is null or id > $2::uuid)
      order by id limit ${rowsAtOnce}`,
      [ids, after],
    )
    .catch((error: unknown) => {
      throw databaseErrorFrom(error);
    });
  return rows;
};
