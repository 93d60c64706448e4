import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { setLocally } from "@/lib/database/server/set-locally";
import type { ListNearEntitiesInput } from "@/lib/stores/types";
import type { FacetValue } from "@/lib/memories/types";
import { foldText } from "@/lib/text/fold-text";
import { memories } from "@/drizzle/schema/memories";
import { entityColumns } from "../sql/entity-columns";
import { foldedValue, likeFolded } from "../sql/folded-text";
import { runCancellable } from "../sql/run-cancellable";

const secondsMax = 3;

/** Of trigrams in common; pg_trgm's own default. Case and punctuation do not count. */
const likenessMin = 0.3;

/**
 * Existing entities whose id is like `text` or contains it, the most alike first, with exact counts. Reads the whole of the
 * entity's index (100–200 ms for a million memories), and gives up after three seconds.
 */
export const listNearEntities = async (
  database: Database,
  { kind, text, limit }: ListNearEntitiesInput,
  signal?: AbortSignal,
): Promise<FacetValue[]> =>
  runCancellable(database, signal, (connection) =>
    connection.transaction(async (transaction) => {
      // At the default cost of 4 the planner reads the table, four times as large as the index.
      await setLocally(transaction, { statement_timeout: `${secondsMax}s`, random_page_cost: "1.1" });
      const column = entityColumns[kind];
      const { rows } = await transaction.execute<{ value: string; count: string }>(sql`
        with counted as materialized (
          select ${column} as value, count(*) as count from ${memories} where ${column} is not null group by 1
        )
        select value, count from (
          select *, similarity(folded, ${foldText(text)}) as likeness
          from (select *, ${foldedValue(sql`value`)} as folded from counted offset 0) as folding
        ) as compared
        where likeness >= ${likenessMin}::real or folded like ${likeFolded(text)}
        order by likeness desc, count desc, value limit ${limit}`);
      return rows.map(({ value, count }) => ({ value, count: Number(count) }));
    }),
  );
