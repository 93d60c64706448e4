import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { setLocally } from "@/lib/database/server/set-locally";
import { matchingSelectionOf } from "@/lib/deletions/request/store-selection";
import type { Filter } from "@/lib/filters/filter";
import { readHolds } from "@/lib/holds/server/read-holds";
import { isHeld } from "@/lib/stores/remote/is-held";
import { compileHeld } from "@/lib/stores/sql/compile-held";
import type { StoreId } from "@/lib/stores/store-ids";
import { compileFilter } from "@/lib/stores/sql/compile-filter";
import { arrayOf, timestampOf, uuidsOf } from "@/lib/stores/sql/sql-values";
import type { MemoryStore, RemoteStore } from "@/lib/stores/types";
import type { RuleTerms } from "@/lib/retention/types";
import { memories } from "@/drizzle/schema/memories";
import { deletionItems } from "@/drizzle/schema/deletions";
import { retentionExemptions, retentionRuns, retentionWaiting } from "@/drizzle/schema/retention";
import { readExempt, type Exempt } from "./read-exempt";
import type { RunRow } from "./rule-row";
import { selectionOfRule } from "./takes-all";

/** Reading a million memories takes seconds; a disk that is busy takes longer. */
const statementMinutesMax = 15;
/** The waiting ends so much earlier than its days: at the same time of day, whatever the clocks did and however late a run began. */
const toleranceHours = 2;
export type Found = {
  heldCount: number;
  sparedCount: number;
  dueCount: number;
};

type Finding = {
  database: Database;
  store: MemoryStore;
  run: RunRow;
  terms: RuleTerms;
  /** Called now and then while a remote store is read; throws when the run is no longer this process's. */
  renew: () => Promise<void>;
  signal: AbortSignal;
};

/**
 * Brings what waits up to what matches: new ones begin to wait, and those that no longer match wait no more; how many is added to
 * what earlier tries of the run have counted. A run that a person let go on finds nothing new: it takes what they were shown.
 * `dueCount`: of those that match, the ones whose waiting is over.
 */
export const findMatching = async (input: Finding): Promise<Found> => {
  const { database, store, run, signal } = input;
  const exempt = await keptFrom(database, run, store.id);
  const kept =
    store.deletes === "in_transaction"
      ? await findInDatabase(input, exempt)
      : await findRemotely({ ...input, store }, exempt);
  signal.throwIfAborted();
  await database.execute(sql`
    with gone as (
      delete from ${retentionWaiting} where ${retentionWaiting.ruleId} = ${run.ruleId}::uuid
        and ${retentionWaiting.seenAt} <> ${markOf(run).toISOString()}::timestamptz returning 1
    )
    update ${retentionRuns} set left_count = ${retentionRuns.leftCount} + (select count(*) from gone)
    where ${retentionRuns.id} = ${run.id}::uuid`);
  await dropKept(database, run);
  const dueCount = await database.$count(retentionWaiting, isDue(run));
  return { ...kept, dueCount };
};

/** What was kept while it was being found, and was put back on the list. */
const dropKept = async (database: Database, run: RunRow): Promise<void> => {
  await database.execute(sql`
    delete from ${retentionWaiting} as waiting using ${retentionExemptions} as exempt
    where waiting.rule_id = ${run.ruleId}::uuid and exempt.rule_id = waiting.rule_id and exempt.kind = 'memory'
      and exempt.value = waiting.memory_id and exempt.until_at > ${run.asOf.toISOString()}::timestamptz`);
};

/** What a run takes of what waits. */
export const isDue = (run: RunRow): SQL =>
  sql`${retentionWaiting.ruleId} = ${run.ruleId} and ${retentionWaiting.dueAt} <= ${run.asOf.toISOString()}::timestamptz
    and ${retentionWaiting.seenAt} = ${markOf(run).toISOString()}::timestamptz`;

/** Another one on each try, so that a try tells what it has seen from what one before it has. */
const markOf = ({ asOf, attemptCount }: RunRow): Date => new Date(asOf.getTime() + attemptCount);

const dueAtOf = ({ asOf }: RunRow, { waitDays }: RuleTerms): Date =>
  waitDays === 0 ? asOf : new Date(asOf.getTime() + (waitDays * 24 - toleranceHours) * 3_600_000);

type Kept = Exempt & { held: Filter[] };

/** What is kept from the rule, and what is held, which would only stay again: it begins to wait when its hold is released. */
const keptFrom = async (database: Database, run: RunRow, storeId: StoreId): Promise<Kept> => {
  const holds = await readHolds(database, { storeId });
  const exempt = await readExempt(database, run.ruleId, run.asOf);
  return { ...exempt, held: holds.map(({ filter }) => filter) };
};

type Counts = Omit<Found, "dueCount">;

/**
 * Puts matching memories on the list, or, for a run that a person let go on, notes that those on it still match; adds the new ones to
 * the run's count in the same statement, so that none is counted twice or not at all, whenever the process stops. `matching`: the
 * name of what holds their ids as text. The list before the run, as everybody writes them.
 */
const put = (run: RunRow, terms: RuleTerms, matching: SQL): SQL => {
  const mark = sql`${markOf(run).toISOString()}::timestamptz`;
  const written =
    run.letCount === null
      ? sql`insert into ${retentionWaiting} (rule_id, memory_id, found_at, due_at, seen_at)
          select ${run.ruleId}::uuid, id, ${run.asOf.toISOString()}::timestamptz,
            ${dueAtOf(run, terms).toISOString()}::timestamptz, ${mark}
          from ${matching}
          on conflict (rule_id, memory_id) do update set seen_at = excluded.seen_at
          returning xmax = 0 as is_new`
      : sql`update ${retentionWaiting} as waiting set seen_at = ${mark} from ${matching} as matching
          where waiting.rule_id = ${run.ruleId}::uuid and waiting.memory_id = matching.id
          returning false as is_new`;
  return sql`put as (${written}), noted as (
    update ${retentionRuns} set found_count = ${retentionRuns.foundCount} + (select count(*) from put where is_new)
    where ${retentionRuns.id} = ${run.id}::uuid)`;
};

/** What its earlier tries have requested, which may still be there. */
const requestedIds = (run: RunRow): SQL => sql`
  select coalesce(item.memory_id::text, item.remote_id) as id from ${deletionItems} as item
  where item.deletion_id = any(${arrayOf(run.deletionIds, "uuid")}) and coalesce(item.memory_id::text, item.remote_id) is not null`;

const findInDatabase = async (
  { database, run, terms, renew }: Finding,
  { ids, users, held }: Kept,
): Promise<Counts> => {
  const { filter } = matchingSelectionOf(selectionOfRule(terms, run.asOf));
  const matches = compileFilter(filter, undefined, { now: timestampOf(run.asOf.toISOString()) });
  const isExempt =
    ids.length + users.length === 0
      ? sql`false`
      : sql`(${memories.id} = any(${uuidsOf(ids)}) or coalesce(${memories.userId} = any(${arrayOf(users, "text")}), false))`;
  const counts = await database.transaction(async (transaction) => {
    await setLocally(transaction, { statement_timeout: `${statementMinutesMax}min` });
    const { rows } = await transaction.execute<{ held: number; spared: number }>(sql`
      with matching as materialized (
        select ${memories.id} as id, ${compileHeld(held)} as is_held, ${isExempt} as is_exempt
        from ${memories} where ${matches}
      ), taken as (
        select id::text as id from matching where not is_held and not is_exempt
        ${run.deletionIds.length === 0 ? sql`` : sql`and id::text not in (${requestedIds(run)})`}
      ), ${put(run, terms, sql`taken`)}
      select (select count(*)::int from matching where is_held) as held,
        (select count(*)::int from matching where is_exempt and not is_held) as spared`);
    return rows[0];
  });
  await renew();
  return { heldCount: counts?.held ?? 0, sparedCount: counts?.spared ?? 0 };
};

/** Part by part, at the pace of the store. A memory that cannot be read is no match: it stays. */
const findRemotely = async (
  { database, store, run, terms, renew, signal }: Omit<Finding, "store"> & { store: RemoteStore },
  { ids, users, held }: Kept,
): Promise<Counts> => {
  const { filter } = matchingSelectionOf(selectionOfRule(terms, run.asOf));
  const kept = { ids: new Set<string>(ids), users: new Set(users) };
  const heldIds = new Set<string>();
  const spared = new Set<string>();
  const requested = new Set(await readRequested(database, run));
  for await (const { memories: met } of store.walk({ filter, at: run.asOf, signal })) {
    const taken = met.filter((memory) => {
      const { id, userId } = memory;
      if (requested.has(id)) return false;
      if (isHeld(held, memory)) {
        heldIds.add(id);
        return false;
      }
      const isKept = kept.ids.has(id) || (userId !== null && kept.users.has(userId));
      if (isKept) spared.add(id);
      return !isKept;
    });
    if (taken.length > 0) {
      const ids = arrayOf(
        taken.map(({ id }) => id),
        "text",
      );
      await database.execute(sql`
        with met as (select distinct unnest(${ids}) as id), ${put(run, terms, sql`met`)} select 1`);
    }
    await renew();
  }
  return { heldCount: heldIds.size, sparedCount: spared.size };
};

const readRequested = async (database: Database, run: RunRow): Promise<string[]> => {
  if (run.deletionIds.length === 0) return [];
  const { rows } = await database.execute<{ id: string }>(requestedIds(run));
  return rows.map(({ id }) => id);
};
