import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { isTimeout } from "@/lib/database/server/database-error";
import type { VerificationCheck, VerificationCheckName } from "@/lib/deletions/verification";
import type { VerifyInput } from "@/lib/stores/types";
import { deletionItems } from "@/drizzle/schema/deletions";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import { matchSelection } from "./match-selection";
import { likeContaining } from "./sql-values";

const checkSecondsMax = 120;
const foundTextsMax = 1_000;
/** Up to this many items, or this share of the store, each memory is looked up by its index. */
const lookedUpMax = 10_000;
const lookedUpShareMax = 0.25;

/**
 * Looks for what a deletion took: the ids, the filter, the versions, and words of some texts. Memories that failed are
 * known to be there, and not looked for. Each check is a statement of its own with a bound; what takes longer is not
 * checked. Two at a time: the first alone takes about as long as the others together, and pages need connections too.
 */
export const verifyDeleted = async (database: Database, input: VerifyInput): Promise<VerificationCheck[]> => {
  const others = async (): Promise<VerificationCheck[]> => [
    ...(input.selection === null
      ? []
      : [await check(database, "selection", input, selectionQuery(input, input.selection))]),
    await check(database, "versions", input, versionsQuery(input)),
    await check(database, "text", input, input.words.length === 0 ? null : textQuery(input)),
  ];
  const [ids, rest] = await Promise.all([check(database, "ids", input, idsQuery(input)), others()]);
  return [ids, ...rest];
};

type Found = {
  checked: string | null;
  residual: string;
  other: string;
  /** More was found than was looked at. */
  is_cut_off?: boolean;
};

const check = async (
  database: Database,
  name: VerificationCheckName,
  input: VerifyInput,
  query: SQL | null,
): Promise<VerificationCheck> => {
  const lookedUpCount = name === "ids" || name === "versions" ? input.cursorSeq : null;
  const startedAt = performance.now();
  const found = query === null ? null : await ask(database, query, lookedUpCount);
  const durationMs = Math.round(performance.now() - startedAt);
  const checkedCount = found === null || found.checked === null ? null : Number(found.checked);
  const residualCount = Number(found?.residual ?? 0);
  // Nothing looked for is nothing verified, and nor is what was only looked at in part.
  const isChecked = found !== null && checkedCount !== 0 && (found.is_cut_off !== true || residualCount > 0);
  return {
    check: name,
    outcome: !isChecked ? "not_checked" : residualCount > 0 ? "residual" : "verified_absent",
    checkedCount,
    residualCount,
    otherCount: Number(found?.other ?? 0),
    durationMs,
  };
};

/** Null when the answer takes too long. `lookedUpCount` is how many memories there are to look up, if that is the question. */
const ask = async (database: Database, query: SQL, lookedUpCount: number | null): Promise<Found | null> =>
  database
    .transaction(
      async (transaction) => {
        await transaction.execute(sql`
          select set_config('statement_timeout', ${`${checkSecondsMax}s`}, true),
            set_config('random_page_cost', '1.1', true)`);
        // Nothing is known of items this new, and the planner would read the whole store to look for one id.
        if (lookedUpCount !== null)
          await transaction.execute(sql`
            select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)
            from pg_class where oid = 'memories'::regclass
              and ${lookedUpCount}::integer <= greatest(${lookedUpMax}::integer, reltuples * ${lookedUpShareMax})`);
        const { rows } = await transaction.execute<Found>(query);
        const [found] = rows;
        if (found === undefined) throw new Error("An aggregate always has a row.");
        return found;
      },
      { accessMode: "read only" },
    )
    .catch((error: unknown) => {
      if (isTimeout(error)) return null;
      throw error;
    });

const cutoffOf = ({ cutoffAt }: VerifyInput): SQL => sql`${cutoffAt.toISOString()}::timestamptz`;

/** The items that are believed to be gone. */
const goneItems = ({ deletionId, cursorSeq }: VerifyInput): SQL => sql`
  select item.memory_id from ${deletionItems} as item
  where item.deletion_id = ${deletionId}::uuid and item.seq <= ${cursorSeq}::integer
    and item.outcome is distinct from 'failed'`;

/** A memory stored after the cutoff under an id of the deletion is another memory: told, and no residue. */
const idsQuery = (input: VerifyInput): SQL => sql`
  select count(*) as checked, count(*) filter (where memory.stored_at <= ${cutoffOf(input)}) as residual,
    count(*) filter (where memory.stored_at > ${cutoffOf(input)}) as other
  from (${goneItems(input)}) as item left join ${memories} as memory on memory.id = item.memory_id`;

/** What matches and was stored after the cutoff was out of reach: told, and no residue. */
const selectionQuery = (input: VerifyInput, selection: NonNullable<VerifyInput["selection"]>): SQL => sql`
  select null as checked, count(*) filter (where ${memories.storedAt} <= ${cutoffOf(input)}) as residual,
    count(*) filter (where ${memories.storedAt} > ${cutoffOf(input)}) as other
  from ${memories}
  where ${matchSelection(selection, sql`'infinity'::timestamptz`)} and not exists (
    select 1 from ${deletionItems} as item
    where item.deletion_id = ${input.deletionId}::uuid and item.outcome = 'failed'
      and item.memory_id = ${memories.id})`;

/** By memory, as memories are what is counted. Those of a memory stored after the cutoff are its own. */
const versionsQuery = (input: VerifyInput): SQL => sql`
  select (select count(*) from (${goneItems(input)}) as item) as checked,
    count(*) filter (where stored_at is null or stored_at <= ${cutoffOf(input)}) as residual,
    count(*) filter (where stored_at > ${cutoffOf(input)}) as other
  from (
    select distinct item.memory_id, memory.stored_at
    from (${goneItems(input)}) as item join ${memoryVersions} as version on version.memory_id = item.memory_id
    left join ${memories} as memory on memory.id = item.memory_id
  ) as found`;

/**
 * Memories that hold all the sampled words of a text. One that is no part of the deletion may well say the same, and is
 * no residue. The items are read once, for the few that were found: they have no index by memory.
 */
const textQuery = (input: VerifyInput): SQL => sql`
  with found as materialized (
    select id, stored_at from ${memories} where ${sql.join(
      input.words.map((words) => sql`(${sql.join(words.map(containsWord), sql` and `)})`),
      sql` or `,
    )}
    limit ${foundTextsMax}
  ), judged as (
    select item.memory_id is not null and found.stored_at <= ${cutoffOf(input)} as is_residual
    from found left join (${goneItems(input)}) as item on item.memory_id = found.id
  )
  select ${input.words.length}::integer as checked, count(*) filter (where is_residual) as residual,
    count(*) filter (where not is_residual) as other, count(*) = ${foundTextsMax} as is_cut_off
  from judged`;

const containsWord = (word: string): SQL => sql`${memories.memory} ilike ${likeContaining(word)}`;
