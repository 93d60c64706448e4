import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { setLocally } from "@/lib/database/server/set-locally";
import type { FrozenSelection } from "@/lib/deletions/frozen-selection";
import { heldByEach } from "@/lib/holds/server/held-by-each";
import { isAboutUser } from "@/lib/deletions/words/about-user";
import { andNotHeld } from "@/lib/stores/sql/compile-held";
import { countHeld } from "@/lib/stores/sql/count-held";
import { lockForSnapshot } from "@/lib/stores/sql/lock-for-snapshot";
import { matchReach } from "@/lib/stores/sql/match-reach";
import { previewBreakdowns } from "@/lib/stores/sql/preview-breakdowns";
import { previewNear } from "@/lib/stores/sql/preview-near";
import { previewSummary } from "@/lib/stores/sql/preview-summary";
import { readSample } from "@/lib/stores/sql/sample-memories";
import { deletionBatches } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";
import type { FrozenInput } from "../deleter";

/**
 * What of the frozen memories would be deleted now, all parts of it read from one snapshot, and what has become of the others.
 * The texts are read here, and kept nowhere.
 */
export const previewFrozen = async (
  database: Database,
  { deletionId, selection, itemCount, cutoffAt, bond, snapshot, holds }: FrozenInput,
): Promise<FrozenSelection> =>
  database.transaction(
    async (transaction) => {
      await lockForSnapshot(transaction);
      await setLocally(transaction, { work_mem: "32MB" });
      const cutoff = sql`${cutoffAt.toISOString()}::timestamptz`;
      const isFrozen = sql`${memories.id} in (
        select unnest(batch.memory_ids) from ${deletionBatches} as batch where batch.deletion_id = ${deletionId}::uuid)`;
      const matches = sql`${isFrozen} and ${matchReach(sql`${memories}`, { cutoffAt, bond, snapshot })}`;
      const held = holds.map(({ filter }) => filter);
      const heldCounts = await countHeld(transaction, matches, held);
      const taken = sql`${matches}${andNotHeld(held)}`;
      const { rows } = await transaction.execute<{ there: string; changed: string }>(sql`
        select count(*) as there, count(*) filter (where ${memories}.changed_at > ${cutoff}) as changed
        from ${memories} where ${isFrozen} and ${memories.storedAt} <= ${cutoff}`);
      const thereCount = Number(rows[0]?.there ?? 0);
      const { count, oldestAt: _oldestAt, newestAt, ...summary } = await previewSummary(transaction, taken);
      const { breakdowns, newestIds } = await previewBreakdowns(transaction, taken, { count, newestAt });
      const takesChanged = bond !== "unchanged";
      return {
        ...summary,
        frozenCount: itemCount,
        examinedCount: itemCount,
        goneCount: itemCount - thereCount,
        changedCount: takesChanged ? Number(rows[0]?.changed ?? 0) : thereCount - count - heldCounts.count,
        takesChanged,
        heldCount: heldCounts.count,
        heldBy: heldByEach(holds, heldCounts.each),
        breakdowns,
        sample: await readSample(transaction, newestIds),
        near: isAboutUser(selection)
          ? await previewNear(transaction, { matches, cutoff })
          : { kind: "not_asked" },
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
