import type pg from "pg";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import { parseExact } from "@/lib/json/parse-exact";
import type { ReadRow } from "@/lib/stores/remote/read-row";
import { readMemory } from "./read-memory";

/** So many are told of one by one; whoever has more has another kind of data there. */
const oddMax = 1_000;

/** Whether a payload names a user, agent or run by a list or an object: what `readMemory` calls odd. */
export const isOddSql = ["user_id", "agent_id", "run_id"]
  .map((key) => `coalesce(jsonb_typeof(payload -> '${key}') in ('array', 'object'), false)`)
  .join(" or ");

/** The odd rows of a collection, or those among some ids. Reads all of it where no ids are given: nothing is indexed. */
export const readOddRows = async (
  pool: pg.Pool,
  collection: string,
  ids: readonly string[] | null,
): Promise<ReadRow[]> => {
  const { rows } = await pool
    .query<{ id: string; payload: string }>(
      `select id::text as id, payload::text as payload from public."${collection}"
      where (${isOddSql}) and ($1::uuid[] is null or id = any($1::uuid[])) limit ${oddMax}`,
      [ids],
    )
    .catch((error: unknown) => {
      throw databaseErrorFrom(error);
    });
  return rows.map(({ id, payload }) => {
    const { data, ...fields } = parseExact(payload) as Record<string, unknown>;
    return readMemory({ ...fields, metadata: fields, id, memory: data });
  });
};
