import { and, eq, gt, ne, sql, type SQL } from "drizzle-orm";
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
import type { MemoryId } from "@/lib/memories/types";
import type { RuleTerms } from "@/lib/retention/types";
import { memories } from "@/drizzle/schema/memories";
import { retentionExemptions, retentionWaiting } from "@/drizzle/schema/retention";
import type { RunRow } from "./rule-row";
import { selectionOfRule } from "./takes-all";

/** Reading a million memories takes seconds; a disk that is busy takes longer. */
const statementMinutesMax = 15;
/** The waiting ends so much earlier than its days: at the same time of day, whatever the clocks did and however late a run began. */
const toleranceHours = 2;
const exemptionsMax = 10_000;

export type Found = {
  foundCount: number;
  leftCount: number;
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
 * Brings what waits up to what matches: new ones begin to wait, and those that no longer match wait no more. `dueCount`: of those
 * that match, the ones whose waiting is over.
 */
export const findMatching = async (input: Finding): Promise<Found> => {
  const { database, store, run, terms, signal } = input;
  const exempt = await exemptOf(database, run, store.id);
  const sparedAndFound =
    store.deletes === "in_transaction"
      ? await findInDatabase(input, exempt)
      : await findRemotely({ ...input, store }, exempt);
  signal.throwIfAborted();
  const left = await database
    .delete(retentionWaiting)
    .where(and(eq(retentionWaiting.ruleId, run.ruleId), ne(retentionWaiting.seenAt, markOf(run))));
  const dueCount = await database.$count(retentionWaiting, isDue(run, terms));
  return { ...sparedAndFound, leftCount: left.rowCount ?? 0, dueCount };
};

/** What a run takes of what waits. */
export const isDue = (run: RunRow, _terms?: RuleTerms): SQL =>
  sql`${retentionWaiting.ruleId} = ${run.ruleId} and ${retentionWaiting.dueAt} <= ${run.asOf.toISOString()}::timestamptz
    and ${retentionWaiting.seenAt} = ${markOf(run).toISOString()}::timestamptz`;

/** Another one on each try, so that a try tells what it has seen from what one before it has. */
const markOf = ({ asOf, attemptCount }: RunRow): Date => new Date(asOf.getTime() + attemptCount);

const dueAtOf = ({ asOf }: RunRow, { waitDays }: RuleTerms): Date =>
  waitDays === 0 ? asOf : new Date(asOf.getTime() + (waitDays * 24 - toleranceHours) * 3_600_000);

type Exempt = { ids: MemoryId[]; users: string[]; held: Filter[] };

/** What is kept from the rule, and what is held, which would only stay again: it begins to wait when its hold is released. */
const exemptOf = async (database: Database, run: RunRow, storeId: StoreId): Promise<Exempt> => {
  const holds = await readHolds(database, { storeId });
  const rows = await database
    .select({ kind: retentionExemptions.kind, value: retentionExemptions.value })
    .from(retentionExemptions)
    .where(and(eq(retentionExemptions.ruleId, run.ruleId), gt(retentionExemptions.untilAt, run.asOf)))
    .limit(exemptionsMax + 1);
  if (rows.length > exemptionsMax) throw new Error("A rule has more exemptions than can be.");
  return {
    held: holds.map(({ filter }) => filter),
    ids: rows.flatMap(({ kind, value }) => (kind === "memory" ? [value as MemoryId] : [])),
    users: rows.flatMap(({ kind, value }) => (kind === "user" ? [value] : [])),
  };
};

type Counts = Pick<Found, "foundCount" | "heldCount" | "sparedCount">;

const findInDatabase = async (
  { database, run, terms, renew }: Finding,
  { ids, users, held }: Exempt,
): Promise<Counts> => {
  const { filter } = matchingSelectionOf(selectionOfRule(terms, run.asOf));
  const matches = compileFilter(filter, undefined, { now: timestampOf(run.asOf.toISOString()) });
  const isExempt =
    ids.length + users.length === 0
      ? sql`false`
      : sql`(${memories.id} = any(${uuidsOf(ids)}) or coalesce(${memories.userId} = any(${arrayOf(users, "text")}), false))`;
  const mark = markOf(run).toISOString();
  const counts = await database.transaction(async (transaction) => {
    await setLocally(transaction, { statement_timeout: `${statementMinutesMax}min` });
    const { rows } = await transaction.execute<{ found: number; held: number; spared: number }>(sql`
      with matching as materialized (
        select ${memories.id} as id, ${compileHeld(held)} as is_held, ${isExempt} as is_exempt
        from ${memories} where ${matches}
      ), put as (
        insert into ${retentionWaiting} (rule_id, memory_id, found_at, due_at, seen_at)
        select ${run.ruleId}::uuid, id::text, ${run.asOf.toISOString()}::timestamptz,
          ${dueAtOf(run, terms).toISOString()}::timestamptz, ${mark}::timestamptz
        from matching where not is_held and not is_exempt
        on conflict (rule_id, memory_id) do update set seen_at = excluded.seen_at
        returning xmax = 0 as is_new
      )
      select (select count(*)::int from put where is_new) as found,
        (select count(*)::int from matching where is_held) as held,
        (select count(*)::int from matching where is_exempt and not is_held) as spared`);
    return rows[0];
  });
  await renew();
  return {
    foundCount: counts?.found ?? 0,
    heldCount: counts?.held ?? 0,
    sparedCount: counts?.spared ?? 0,
  };
};

/** Part by part, at the pace of the store. A memory that cannot be read is no match: it stays. */
const findRemotely = async (
  { database, store, run, terms, renew, signal }: Omit<Finding, "store"> & { store: RemoteStore },
  { ids, users, held }: Exempt,
): Promise<Counts> => {
  const { filter } = matchingSelectionOf(selectionOfRule(terms, run.asOf));
  const kept = { ids: new Set<string>(ids), users: new Set(users) };
  const heldIds = new Set<string>();
  const spared = new Set<string>();
  let foundCount = 0;
  for await (const { memories: met } of store.walk({ filter, at: run.asOf, signal })) {
    const taken = met.filter((memory) => {
      const { id, userId } = memory;
      if (isHeld(held, memory)) {
        heldIds.add(id);
        return false;
      }
      const isKept = kept.ids.has(id) || (userId !== null && kept.users.has(userId));
      if (isKept) spared.add(id);
      return !isKept;
    });
    if (taken.length > 0) {
      const { rows } = await database.execute<{ found: number }>(sql`
        with put as (
          insert into ${retentionWaiting} (rule_id, memory_id, found_at, due_at, seen_at)
          select ${run.ruleId}::uuid, id, ${run.asOf.toISOString()}::timestamptz,
            ${dueAtOf(run, terms).toISOString()}::timestamptz, ${markOf(run).toISOString()}::timestamptz
          from (select distinct unnest(${arrayOf(
            taken.map(({ id }) => id),
            "text",
          )}) as id) as met
          on conflict (rule_id, memory_id) do update set seen_at = excluded.seen_at
          returning xmax = 0 as is_new
        )
        select count(*)::int as found from put where is_new`);
      foundCount += rows[0]?.found ?? 0;
    }
    await renew();
  }
  return { foundCount, heldCount: heldIds.size, sparedCount: spared.size };
};
