import { sql, type SQL } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/database/server/database";
import type { BreakdownRow, StoreSelection, SelectionPreview } from "@/lib/deletions/types";
import { memoryIdSchema } from "@/lib/memories/types";
import { memories } from "@/drizzle/schema/memories";
import { matchSelection } from "./match-selection";
import { today } from "./sql-values";

const breakdownSize = 20;
const sampleSize = 5;

/** What a selection would delete, all parts of it read from one snapshot of the store. */
export const previewSelection = async (
  database: Database,
  selection: StoreSelection,
): Promise<SelectionPreview> =>
  database.transaction(
    async (transaction) => {
      // In a repeatable-read transaction now() is earlier than the snapshot, which the first statement takes: whatever
      // was stored up to now() and committed is counted. Rounded as stored_at is, so that the two compare.
      const cutoffAt = sql`now()::timestamptz(3)`;
      const matches = matchSelection(selection, cutoffAt);
      const { rows } = await transaction.execute<SummaryRow>(summaryOf(matches, cutoffAt));
      const sample = await newest(transaction, matches, selection.kind);

      const total = rows.find((row) => !row.by_user && !row.by_agent);
      if (total === undefined) throw new Error("The empty grouping set always has a row.");
      const count = Number(total.count);
      return {
        count,
        absentCount: selection.kind === "listed" ? new Set(selection.ids).size - count : 0,
        byUser: breakdown(rows.filter((row) => row.by_user)),
        byAgent: breakdown(rows.filter((row) => row.by_agent)),
        expiredCount: Number(total.expired),
        immutableCount: Number(total.immutable),
        sample,
        cutoffAt: total.cutoff_at,
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );

type SummaryRow = {
  by_user: boolean;
  by_agent: boolean;
  value: string | null;
  count: string;
  expired: string;
  immutable: string;
  cutoff_at: string;
};

/** The total, and per user and per agent the null row and the largest others, from one pass over the memories. */
const summaryOf = (matches: SQL, cutoffAt: SQL): SQL => sql`
  select * from (
    select *, row_number() over (partition by by_user, by_agent order by value is null desc, count desc, value) as rank
    from (
      select grouping(user_id) = 0 as by_user, grouping(agent_id) = 0 as by_agent,
        coalesce(user_id, agent_id) as value, count(*) as count,
        count(*) filter (where expiration_date <= ${today}) as expired,
        count(*) filter (where immutable) as immutable,
        to_char(${cutoffAt} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as cutoff_at
      from ${memories} where ${matches}
      group by grouping sets ((), (user_id), (agent_id))
    ) as grouped
  ) as ranked
  where rank <= ${breakdownSize + 1} order by rank`;

type SampleRow = { id: string; memory: string; user_id: string | null; agent_id: string | null };

/**
 * Listed ids are all read before they are sorted ("offset 0"): the planner would look for five of them along the index
 * of creation, and they can all be old (430 ms in a million).
 */
const newest = async (
  transaction: Transaction,
  matches: SQL,
  kind: StoreSelection["kind"],
): Promise<SelectionPreview["sample"]> => {
  const { rows } = await transaction.execute<SampleRow>(sql`
    select id, memory, user_id, agent_id
    from (select * from ${memories} where ${matches} ${kind === "listed" ? sql`offset 0` : sql``}) as matching
    order by created_at desc, id desc limit ${sampleSize}`);
  return rows.map((row) => ({
    id: memoryIdSchema.parse(row.id),
    memory: row.memory,
    userId: row.user_id,
    agentId: row.agent_id,
  }));
};

/** The largest first; memories without the entity come last, and do not take a place from the others. */
const breakdown = (rows: SummaryRow[]): BreakdownRow[] => {
  const counted = rows.map((row) => ({ value: row.value, count: Number(row.count) }));
  const named = counted.filter((row) => row.value !== null);
  return [...named.slice(0, breakdownSize), ...counted.filter((row) => row.value === null)];
};
