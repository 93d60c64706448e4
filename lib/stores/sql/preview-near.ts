import { sql, type SQL } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { isTimeout } from "@/lib/database/server/database-error";
import { setLocally } from "@/lib/database/server/set-locally";
import type { NearMemories } from "../preview";
import type { Filter } from "@/lib/filters/filter";
import { memories } from "@/drizzle/schema/memories";
import { readSample, sampleSize } from "./sample-memories";

const nearSecondsMax = 2;
const namedRunsMax = 1000;

/**
 * The filter has to fit into an address, several times over: Node takes 16 KiB of headers in all, and beside the address
 * itself browsers send where they come from, and Next where it stands.
 */
const filterLengthMax = 4000;

/**
 * The memories near a selection (see `NearMemories`), in the snapshot of the preview. Ends after two seconds at most, also
 * with the limit of its statements: called last in its transaction.
 */
export const previewNear = async (
  transaction: Transaction,
  input: { matches: SQL; cutoff: SQL },
): Promise<NearMemories> => {
  try {
    // A savepoint: after a statement that was stopped the transaction could not go on.
    return await transaction.transaction(async (nested) => {
      await setLocally(nested, { statement_timeout: `${nearSecondsMax}s` });
      const { rows } = await nested.execute<NearRow>(nearOf(input));
      const [near] = rows;
      if (near === undefined) throw new Error("An aggregate always has a row.");
      return {
        kind: "counted",
        count: Number(near.count),
        runCount: Number(near.run_count),
        filter: Number(near.run_count) > namedRunsMax ? null : filterOf(near.runs ?? []),
        sample: await readSample(nested, near.newest_ids ?? []),
      };
    });
  } catch (error) {
    if (isTimeout(error)) return { kind: "unknown" };
    throw error;
  }
};

type NearRow = { count: string; run_count: string; runs: string[] | null; newest_ids: string[] | null };

const nearOf = ({ matches, cutoff }: { matches: SQL; cutoff: SQL }): SQL => sql`
  with near as materialized (
    select id, run_id, created_at from ${memories}
    where user_id is null and run_id in (select run_id from ${memories} where ${matches})
      and ${memories.storedAt} <= ${cutoff} and (${matches}) is not true
  ), runs as materialized (select run_id from near group by 1)
  select count(*) as count, (select count(*) from runs) as run_count,
    (select array_agg(run_id) from (select run_id from runs order by 1 limit ${namedRunsMax}) as named) as runs,
    (select array_agg(id::text) from (
      select id from near order by created_at desc, id desc limit ${sampleSize}
    ) as newest) as newest_ids
  from near`;

const filterOf = (runs: string[]): Filter | null => {
  if (runs.length === 0) return null;
  const filter: Filter = {
    and: [
      { field: "run_id", operator: "in", value: runs },
      { field: "user_id", operator: "absent" },
    ],
  };
  return encodeURIComponent(JSON.stringify(filter)).length > filterLengthMax ? null : filter;
};
