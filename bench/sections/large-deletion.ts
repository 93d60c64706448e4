import { randomUUID } from "node:crypto";
import type pg from "pg";
import { openDatabase } from "@/lib/database/server/database";
import { inTurn, timed, type Rounds } from "../in-turn";
import { compared, timesBare, type GoalOf, type Measurement } from "../measurement";
import { WrongAnswerError, type Bench, type Section } from "../section";
import { byFilter, onCopy, wipe, type LargeCase } from "./large-case";
import { measureLock } from "./measure-lock";
import { createAuditTable } from "./raw-delete";
import { adminContext, requestSelection } from "./request-selection";
import { runNext } from "./run-next";
import { watchPhases, type Phases } from "./watch-phases";

/** A tenth of the store, beside one statement that writes an audit row each; and how long others wait meanwhile. */
export const largeDeletion: Section = {
  name: byFilter.section,
  needs: "database",
  run: async (bench) => {
    const rounds = bench.hasFewRounds ? { warmUp: 0, measured: 1 } : { warmUp: 1, measured: 5 };
    const goals = { unverified: timesBare(1.5), whole: timesBare(2.2) };
    return [...(await compare(bench, byFilter, rounds, goals)), await measureLock(bench, byFilter)];
  },
};

export const wipeOfAll: Section = {
  name: wipe.section,
  needs: "database",
  run: (bench) =>
    compare(
      bench,
      wipe,
      { warmUp: 0, measured: bench.hasFewRounds ? 1 : 3 },
      {
        unverified: timesBare(2),
        whole: timesBare(2.6),
      },
    ),
};

/** Each run has a store of its own, as it was loaded, of which the memories in question have just been read. */
async function compare(
  bench: Bench,
  each: LargeCase,
  rounds: Rounds,
  goals: Record<"unverified" | "whole", GoalOf>,
): Promise<Measurement[]> {
  let count = 0;
  const parts: (Phases & { requesting: number })[] = [];
  const samples = await inTurn(rounds, {
    bare: () => onCopy(bench, each, async (client) => await rawDeletion(client, each)),
    product: () =>
      onCopy(bench, each, async (client, { url }, matching) => {
        count = matching;
        const database = openDatabase(url);
        try {
          const ctx = adminContext(bench, database);
          const phases = await watchPhases(url);
          let id = "";
          const requesting = await timed(
            async () => ({ id } = await requestSelection(ctx, each.selection, matching)),
          );
          const running = await timed(() => runNext(bench, ctx, id));
          parts.push({ requesting, ...(await phases.end()) });
          await requireGone(client, each, id, matching);
          return requesting + running;
        } finally {
          await database.$client.end();
        }
      }),
  });
  const { section, name } = each;
  const size = `${count.toLocaleString("en-US")} of ${bench.rows.toLocaleString("en-US")}`;
  const measured = parts.slice(rounds.warmUp);
  return [
    compared({ section, name: `${name}, items and ledger`, size }, samples, goals.whole),
    compared(
      { section, name: "of it, freezing and deleting" },
      { bare: samples.bare, product: measured.map((run) => run.freezing + run.deleting) },
      goals.unverified,
    ),
    ...(["requesting", "freezing", "deleting", "verifying"] as const).map((part) =>
      compared(
        { section, name: `of it, ${part}` },
        { bare: samples.bare, product: measured.map((run) => run[part]) },
        null,
      ),
    ),
  ];
}

async function rawDeletion(client: pg.Client, { condition }: LargeCase): Promise<number> {
  await createAuditTable(client);
  const text = `with gone as (delete from memories where ${condition} returning id)
    insert into bench_audit (deletion_id, memory_id) select $1::uuid, id from gone`;
  return timed(() => client.query(text, [randomUUID()]));
}

/** The deletion has ended well, took all that matched, and has an item for each. */
async function requireGone(
  client: pg.Client,
  { condition }: LargeCase,
  deletionId: string,
  count: number,
): Promise<void> {
  const { rows } = await client.query<{ status: string; deleted: number; items: number; left: number }>(
    `select status, deleted_count as deleted,
       (select count(*)::integer from deletion_items where deletion_id = deletions.id) as items,
       (select count(*)::integer from memories where ${condition}) as left
     from deletions where id = $1`,
    [deletionId],
  );
  const [row] = rows;
  if (row?.status === "completed" && row.deleted === count && row.items === count && row.left === 0) return;
  throw new WrongAnswerError(`A deletion of ${count} memories ended as ${JSON.stringify(row)}.`);
}
