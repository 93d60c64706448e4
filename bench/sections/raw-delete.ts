import { randomUUID } from "node:crypto";
import type pg from "pg";
import { memoryIdAt } from "../data/generated-memory";
import { timed, type Rounds, type Run } from "../in-turn";
import type { Bench } from "../section";

export const deletedCount = 1000;

/** Ids of memories that nothing has deleted yet, scattered over the table. */
export const freshIds = ({ indexes }: Bench): string[] => indexes.stored(deletedCount).map(memoryIdAt);

/** As many as there are memories for: four sections delete, and a round takes new ones for each of the two that it compares. */
export const deletionRounds = ({ hasFewRounds, rows }: Bench): Rounds => {
  const count = Math.min(hasFewRounds ? 2 : 28, Math.floor(rows / (4 * 2 * deletedCount)));
  const warmUp = Math.min(3, Math.floor(count / 2));
  return { warmUp, measured: count - warmUp };
};

/** What somebody who writes SQL would do: one statement, and so one transaction, with one audit row per memory. */
export async function rawDelete(bench: Bench): Promise<Run> {
  const { client } = bench;
  await createAuditTable(client);
  return () => {
    const values = [randomUUID(), freshIds(bench)];
    return timed(() =>
      client.query({
        name: "raw_delete",
        text: `with gone as (delete from memories where id = any ($2::uuid[]) returning id)
               insert into bench_audit (deletion_id, memory_id) select $1::uuid, id from gone`,
        values,
      }),
    );
  };
}

export async function createAuditTable(client: pg.Client): Promise<void> {
  await client.query(
    `create table if not exists bench_audit (
       id bigint generated always as identity primary key,
       deletion_id uuid not null,
       memory_id uuid not null,
       deleted_at timestamptz not null default now()
     )`,
  );
}
