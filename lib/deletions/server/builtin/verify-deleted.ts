import { sql, type SQL } from "drizzle-orm";
import { askEach } from "@/lib/database/server/ask-each";
import type { Database } from "@/lib/database/server/database";
import { isTimeout } from "@/lib/database/server/database-error";
import { setLocally } from "@/lib/database/server/set-locally";
import type { VerificationCheck } from "@/lib/deletions/verification";
import { verificationChecks, type VerificationCheckName } from "@/lib/deletions/verification-checks";
import type { VerifyInput } from "../deleter";
import { firstOfBatch } from "../record/items-between";
import { isLookedUp } from "./is-looked-up";
import { deletionBatches, deletionExceptions, deletionItems, packSize } from "@/drizzle/schema/deletions";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import { isFoundIn } from "@/lib/stores/sql/folded-text";
import { matchReach } from "@/lib/stores/sql/match-reach";
import { holds } from "@/lib/stores/sql/match-selection";

const checkSecondsMax = 120;
const foundTextsMax = 1_000;

/**
 * Looks for what each of some deletions took: the ids, the filter, the versions, and words of some texts. Memories that failed, and those
 * that a cancelled deletion kept, are looked for with the others, and told apart from them. Each check is a statement of its own with a bound; what takes
 * longer is not checked. Two at a time: pages need connections too.
 */
export const verifyDeleted = async (
  database: Database,
  inputs: readonly VerifyInput[],
): Promise<VerificationCheck[][]> => {
  const found = await Promise.all([lookById(database, inputs), lookByContent(database, inputs)]);
  return inputs.map((_, place) =>
    found
      .flat()
      .flatMap((checks) => checks[place] ?? [])
      .sort((a, b) => verificationChecks.indexOf(a.check) - verificationChecks.indexOf(b.check)),
  );
};

/** Of one name, by the places of the deletions that were asked for; null where it does not apply. */
type ChecksOfEach = (VerificationCheck | null)[];
/** What to look for: how many, if that is a number of things, and where; null for nothing. */
type Question = { checkedCount: number | null; query: SQL } | null;

type Sought = { count: string; memories: number; versions: number };

const lookById = async (database: Database, inputs: readonly VerifyInput[]): Promise<ChecksOfEach[]> => {
  const sought = await ask<Sought>(database, inputs.map(soughtQuery), {});
  const counts = sought?.map(({ count }) => Number(count));
  const sumCount = counts?.reduce((sum, count) => sum + count, 0) ?? 0;
  const questions = (queryOf: (input: VerifyInput) => SQL): Question[] =>
    inputs.map((input, place) => {
      const checkedCount = counts?.[place];
      return checkedCount === undefined ? null : { checkedCount, query: queryOf(input) };
    });
  const settings = (rows: "memories" | "versions") => joinSettings(sumCount, sought?.[0]?.[rows] ?? 0);
  return [
    await check(database, "ids", questions(idsQuery), settings("memories")),
    await check(database, "versions", questions(versionsQuery), settings("versions")),
  ];
};

const lookByContent = async (database: Database, inputs: readonly VerifyInput[]): Promise<ChecksOfEach[]> => {
  const bySelection = await check(
    database,
    "selection",
    inputs.map((input) =>
      input.selection === null ? null : { checkedCount: null, query: selectionQuery(input, input.selection) },
    ),
    // How many were kept is not known, so the planner might look through them all for each memory that matches.
    { enable_nestloop: "off", work_mem: "32MB" },
  );
  const byText = await check(
    database,
    "text",
    inputs.map((input) =>
      input.words.length === 0 ? null : { checkedCount: input.words.length, query: textQuery(input) },
    ),
  );
  return [bySelection.map((each, place) => (inputs[place]?.selection === null ? null : each)), byText];
};

/**
 * Nothing is known of items this new, so the planner would read the whole store to look for one id, or look up a million
 * ids one by one: 6.5 µs each, where reading a memory takes 0.4 and leaves the index as it is.
 */
const joinSettings = (count: number, tableRows: number): Record<string, string> =>
  isLookedUp(count, tableRows)
    ? { enable_hashjoin: "off", enable_mergejoin: "off" }
    : { enable_nestloop: "off", enable_mergejoin: "off", work_mem: "32MB" };

type Found = {
  residual: string;
  stayed: string;
  other: string;
  /** More was found than was looked at. */
  is_cut_off?: boolean;
};

/** All questions in one statement: what it took is the time of each. */
const check = async (
  database: Database,
  name: VerificationCheckName,
  questions: readonly Question[],
  settings: Record<string, string> = {},
): Promise<VerificationCheck[]> => {
  const startedAt = performance.now();
  const found = await ask<Found>(
    database,
    questions.flatMap((question) => question?.query ?? []),
    settings,
  );
  const ms = Math.round(performance.now() - startedAt);
  const answers = [...(found ?? [])];
  return questions.map((question) =>
    question === null
      ? outcomeOf(name, null, null, 0)
      : outcomeOf(name, answers.shift() ?? null, question.checkedCount, ms),
  );
};

/** `found` is null when nothing was looked for, or the answer took too long. */
const outcomeOf = (
  name: VerificationCheckName,
  found: Found | null,
  checkedCount: number | null,
  durationMs: number,
): VerificationCheck => {
  const residualCount = Number(found?.residual ?? 0);
  const stayedCount = Number(found?.stayed ?? 0);
  const foundCount = residualCount + stayedCount;
  // Nothing looked for is nothing verified, and nor is what was only looked at in part.
  const isChecked = found !== null && checkedCount !== 0 && (found.is_cut_off !== true || foundCount > 0);
  return {
    check: name,
    outcome: !isChecked ? "not_checked" : foundCount > 0 ? "residual" : "verified_absent",
    checkedCount: found === null ? null : checkedCount,
    residualCount,
    stayedCount,
    otherCount: Number(found?.other ?? 0),
    durationMs,
  };
};

/** The one row of each aggregate; null when the answer takes too long. */
const ask = async <Row extends object>(
  database: Database,
  queries: readonly SQL[],
  settings: Record<string, string>,
): Promise<Row[] | null> => {
  if (queries.length === 0) return [];
  return database
    .transaction(
      async (transaction) => {
        await setLocally(transaction, {
          statement_timeout: `${checkSecondsMax}s`,
          random_page_cost: "1.1",
          // To compile a statement of many parts takes longer than to run it.
          ...(queries.length > 1 ? { jit: "off" } : {}),
          ...settings,
        });
        const answers = await askEach<Row>(transaction, queries);
        return answers.map(([found]) => {
          if (found === undefined) throw new Error("An aggregate always has a row.");
          return found;
        });
      },
      { accessMode: "read only" },
    )
    .catch((error: unknown) => {
      if (isTimeout(error)) return null;
      throw error;
    });
};

const cutoffOf = ({ cutoffAt }: VerifyInput): SQL => sql`${cutoffAt.toISOString()}::timestamptz`;

/** Every item that was frozen, and whether it is believed to be gone: it neither failed nor was kept. */
const allItems = ({ deletionId, cursorSeq }: VerifyInput): SQL => sql`
  select item.from_seq, item.memory_id, item.seq <= ${cursorSeq}::integer 
    and item.outcome is distinct from 'failed' and item.outcome is distinct from 'kept' as is_gone
  from ${deletionItems} as item where item.deletion_id = ${deletionId}::uuid`;

/** Of these, those not believed to be gone. They are few or come after the cursor, so other batches are not unpacked. */
const itemsThere = (input: VerifyInput): SQL => sql`
  select item.memory_id, item.is_gone from (${allItems(input)}) as item
  where not item.is_gone and (item.from_seq > ${input.cursorSeq - packSize}::integer or item.from_seq = any(array(
    select distinct ${firstOfBatch(sql`exception.seq`)} from ${deletionExceptions} as exception
    where exception.deletion_id = ${input.deletionId}::uuid and exception.outcome in ('failed', 'kept'))))`;

/** How many are looked for, and about how many rows there are in which to look. */
const soughtQuery = ({ deletionId }: VerifyInput): SQL => sql`
  select coalesce(sum(item_count), 0) as count,
    (select reltuples from pg_class where oid = 'memories'::regclass) as memories,
    (select reltuples from pg_class where oid = 'memory_versions'::regclass) as versions
  from ${deletionBatches} where deletion_id = ${deletionId}::uuid`;

/** A memory stored after the cutoff under an id of the deletion is another memory: told, and no residue. */
const idsQuery = (input: VerifyInput): SQL => sql`
  select count(*) filter (where is_gone and not is_other) as residual,
    count(*) filter (where not is_gone and not is_other) as stayed, count(*) filter (where is_other) as other
  from (
    select item.is_gone, memory.stored_at > ${cutoffOf(input)} as is_other
    from (${allItems(input)}) as item join ${memories} as memory on memory.id = item.memory_id
  ) as found`;

/**
 * What matches and is out of reach, as it was stored or changed since, is told, and no residue. Joined and not asked of each
 * memory: how many failed or were kept is not known.
 */
const selectionQuery = (input: VerifyInput, selection: NonNullable<VerifyInput["selection"]>): SQL => sql`
  select count(*) filter (where is_gone is not false and not is_other) as residual,
    count(*) filter (where is_gone is false and not is_other) as stayed, count(*) filter (where is_other) as other
  from (
    select item.is_gone, case when item.is_gone is false then ${memories.storedAt} > ${cutoffOf(input)}
      else not ${matchReach(sql`${memories}`, input)} end as is_other
    from ${memories} left join (${itemsThere(input)}) as item
      on item.memory_id = ${memories.id}
    where ${holds(selection, input)}
  ) as found`;

/**
 * By memory, as memories are what is counted. Those of a memory stored after the cutoff are its own; looked up for the few
 * that were found, and not joined to the whole store.
 */
const versionsQuery = (input: VerifyInput): SQL => sql`
  with found as materialized (
    select distinct item.memory_id, item.is_gone
    from (${allItems(input)}) as item join ${memoryVersions} as version on version.memory_id = item.memory_id
  ), judged as (
    select is_gone, there.stored_at > ${cutoffOf(input)} as is_other
    from found left join (
      select id, stored_at from ${memories} where id = any(array(select memory_id from found)) offset 0
    ) as there on there.id = found.memory_id
  )
  select count(*) filter (where is_gone and is_other is not true) as residual,
    count(*) filter (where not is_gone and is_other is not true) as stayed, count(*) filter (where is_other) as other
  from judged`;

/**
 * Memories that hold all the sampled words of a text. One that is no part of the deletion may well say the same, and is
 * no residue. The items are read once, for the few that were found: they have no index by memory.
 */
const textQuery = (input: VerifyInput): SQL => sql`
  with found as materialized (
    select id, stored_at from ${memories} where ${sql.join(
      input.words.map((words) => sql`(${sql.join(words.map(isFoundIn), sql` and `)})`),
      sql` or `,
    )}
    limit ${foundTextsMax}
  ), judged as (
    select item.is_gone, item.memory_id is not null and found.stored_at <= ${cutoffOf(input)} as is_item
    from found left join (${allItems(input)}) as item on item.memory_id = found.id
  )
  select count(*) filter (where is_item and is_gone) as residual,
    count(*) filter (where is_item and not is_gone) as stayed, count(*) filter (where not is_item) as other,
    count(*) = ${foundTextsMax} as is_cut_off
  from judged`;
