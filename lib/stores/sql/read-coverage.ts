import { sql, type SQL } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import type { Coverage } from "../selection";
import { entityFieldOf, entityKinds, type EntityKind } from "@/lib/memories/entity";
import type { CoverageInput } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter } from "./compile-filter";
import { entityColumns } from "./entity-columns";
import { timestampOf } from "./sql-values";

/**
 * How much of the store a filter covers, exactly, in one statement. Looks for a memory that is left and not for numbers: of a
 * filter that takes some of a million the first few tell. What is relative to the time is so to the cutoff.
 */
export const readCoverage = async (
  database: Queryable,
  { filter, cutoffAt }: Pick<CoverageInput, "filter" | "cutoffAt">,
): Promise<Coverage> => {
  const isStored = sql`${memories.storedAt} <= ${cutoffAt.toISOString()}::timestamptz`;
  const now = timestampOf(cutoffAt.toISOString());
  const isLeft = sql`${isStored} and (${compileFilter(filter, undefined, { now })}) is not true`;
  const exists = (where: SQL) => sql`exists (select 1 from ${memories} where ${where})`;
  const hasAny = (kind: EntityKind) => sql`${entityColumns[kind]} is not null`;
  const takesAllWith = entityKinds.map(
    (kind) =>
      sql`(${exists(sql`${isStored} and ${hasAny(kind)}`)} and (left_over.none or not ${exists(sql`${isLeft} and ${hasAny(kind)}`)}))`,
  );
  const { rows } = await database.execute<{ none: boolean; all_with: boolean[] }>(sql`
    select left_over.none, array[${sql.join(takesAllWith, sql`, `)}] as all_with
    from (select not ${exists(isLeft)} as none offset 0) as left_over`);
  const [row] = rows;
  if (row === undefined) throw new Error("A select without a table always has a row.");
  return {
    isEverything: row.none,
    allWith: entityKinds.flatMap((kind, position) =>
      row.all_with[position] === true ? [entityFieldOf[kind]] : [],
    ),
  };
};
