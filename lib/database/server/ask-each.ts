import { sql, type SQL } from "drizzle-orm";
import type { Database } from "./database";

/** Asks several questions of one form in one statement, and answers the rows of each. */
export const askEach = async <Row extends object>(
  database: Pick<Database, "execute">,
  queries: readonly SQL[],
): Promise<Row[][]> => {
  if (queries.length === 0) return [];
  const parts = queries.map(
    (query, place) => sql`select ${sql.raw(String(place))} as place, part.* from (${query}) as part`,
  );
  const { rows } = await database.execute(sql.join(parts, sql` union all `));
  const answers: Row[][] = queries.map(() => []);
  for (const row of rows as (Row & { place: number })[]) answers[row.place]?.push(row);
  return answers;
};
