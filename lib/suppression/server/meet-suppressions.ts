import { eq, sql } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/database/server/database";
import { suppressedIds, suppressions } from "@/drizzle/schema/suppressions";
import type { SuppressionMode } from "../types";
import { suppressedDigests } from "./suppressed-digest";

/** The suppression that an id has met: of several the one that refuses. */
export type Met = { suppressionId: string; mode: SuppressionMode };

const addsLock = 7_313_014;

/**
 * Which of these user, agent, app and run ids are suppressed. Whoever adds memories to the built-in store asks this first, in the
 * transaction that adds them: a suppression then waits for that transaction, and none is missed that was in force when it ends.
 * Two statements, as what is read by the one that waits is older than what it waited for. Empty, and no digest is made, where
 * nobody is suppressed.
 */
export const meetSuppressions = async (
  transaction: Transaction,
  secret: string,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, Met>> => {
  await transaction.execute(sql`select pg_advisory_xact_lock_shared(${addsLock})`);
  const { rows: first } = await transaction.execute(sql`select from ${suppressedIds} limit 1`);
  if (first.length === 0) return new Map();
  const asked = [...new Set(ids)];
  const digests = asked.map(suppressedDigests(secret));
  const { rows } = await transaction.execute<{ position: string; id: string; mode: SuppressionMode }>(sql`
    select distinct on (asked.position) asked.position, suppression.id, suppression.mode
    from unnest(${sql.param(digests)}::bytea[]) with ordinality as asked (digest, position)
    join ${suppressedIds} as suppressed on suppressed.digest = asked.digest
    join ${suppressions} as suppression on suppression.id = suppressed.suppression_id
    order by asked.position, suppression.mode = 'refuse' desc, suppression.created_at`);
  return new Map(
    rows.flatMap(({ position, id, mode }) => {
      const value = asked[Number(position) - 1];
      return value === undefined ? [] : [[value, { suppressionId: id, mode }] as const];
    }),
  );
};

/** Lets nothing be added until the transaction ends, once what is being added is in. For who changes what is suppressed. */
export const holdOffAdds = async (transaction: Transaction): Promise<void> => {
  await transaction.execute(sql`select pg_advisory_xact_lock(${addsLock})`);
};

/** Counts what suppressions have refused, or let in. */
export const noteMet = async (
  connection: Database | Transaction,
  met: Iterable<{ suppressionId: string; count: number }>,
  what: "refused" | "letIn",
  at: Date,
): Promise<void> => {
  const counts = new Map<string, number>();
  for (const { suppressionId, count } of met)
    counts.set(suppressionId, (counts.get(suppressionId) ?? 0) + count);
  // In one order, so that none waits for another that waits for it.
  for (const [id, count] of [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    await connection
      .update(suppressions)
      .set({
        lastMetAt: at,
        ...(what === "refused"
          ? { refusedCount: sql`${suppressions.refusedCount} + ${count}` }
          : { letInCount: sql`${suppressions.letInCount} + ${count}` }),
      })
      .where(eq(suppressions.id, id));
  }
};
