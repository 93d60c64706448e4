import type pg from "pg";
import { openDatabase } from "@/lib/database/server/database";
import { connect } from "../temporary-database";
import { timed } from "../in-turn";
import type { Measurement } from "../measurement";
import type { Bench } from "../section";
import { onCopy, type LargeCase } from "./large-case";
import { adminContext, requestSelection } from "./request-selection";
import { runNext } from "./run-next";

const lockMsMax = 100;

/**
 * The longest that another session waits for a memory, while a deletion that takes it is running: again and again it
 * updates one that the batches in hand are about to reach. Whoever pauses or cancels waits for the same.
 */
export async function measureLock(bench: Bench, each: LargeCase): Promise<Measurement> {
  const waits = await onCopy(bench, each, async (_client, { url }, matching) => {
    const database = openDatabase(url);
    const other = await connect(url);
    try {
      const ctx = adminContext(bench, database);
      const { id } = await requestSelection(ctx, each.selection, matching);
      const state = { isRunning: true };
      const running = runNext(bench, ctx, id).finally(() => (state.isRunning = false));
      const found: number[] = [];
      while (state.isRunning) {
        const next = await nextMemory(other, id);
        if (next === null) continue;
        found.push(
          await timed(() => other.query("update memories set updated_at = updated_at where id = $1", [next])),
        );
      }
      await running;
      return found;
    } finally {
      await other.end();
      await database.$client.end();
    }
  });
  const longest = Math.max(0, ...waits);
  return {
    section: each.section,
    name: `${each.name}: longest wait of another session for a memory`,
    unit: "ms",
    n: waits.length,
    bare: null,
    product: { min: longest, median: longest, p95: longest },
    ratio: null,
    goal: { words: `≤ ${lockMsMax} ms`, limit: lockMsMax },
    isMet: longest <= lockMsMax,
  };
}

/** One of the next few thousand memories that the deletion takes; null before it has frozen them. */
async function nextMemory(client: pg.Client, deletionId: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `select item.memory_id as id from deletions as deletion
     join deletion_items as item on item.deletion_id = deletion.id
       and item.from_seq between deletion.cursor_seq - 999 and deletion.cursor_seq + 3001
     where deletion.id = $1 and item.seq = deletion.cursor_seq + 1 + floor(random() * 3000)::integer`,
    [deletionId],
  );
  return rows[0]?.id ?? null;
}
