import { sql } from "drizzle-orm";
import { journalFindings, journalLostDeletions } from "@/drizzle/schema/journal";
import { memories } from "@/drizzle/schema/memories";
import type { Transaction } from "@/lib/database/server/database";
import { digestKeyOf } from "@/lib/deletions/server/record/digest-keys";
import { keyPads, memoryDigestBy } from "@/lib/deletions/server/builtin/memory-digest";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { textDigestBytes, type JournalLine } from "./journal-line";

/**
 * Writes down the deletions of these lines as lost, and which of their memories are in the built-in store again: those stored by the
 * cutoff. What was stored later under the same id is another memory, and is left alone.
 */
export const noteFindings = async (
  transaction: Transaction,
  { secret, lines }: { secret: string; lines: readonly JournalLine[] },
): Promise<void> => {
  await noteLost(transaction, lines);
  for (const line of lines) {
    if (line.storeId === builtinStoreId && line.ids.length > 0) await noteBack(transaction, secret, line);
  }
};

const noteLost = async (transaction: Transaction, lines: readonly JournalLine[]): Promise<void> => {
  const byDeletion = new Map<string, { line: JournalLine; toSeq: number; erasedCount: number }>();
  for (const line of lines) {
    const { toSeq = 0, erasedCount = 0 } = byDeletion.get(line.deletionId) ?? {};
    // One that was written twice counts once.
    if (line.toSeq <= toSeq) continue;
    byDeletion.set(line.deletionId, {
      line,
      toSeq: line.toSeq,
      erasedCount: erasedCount + line.ids.length + line.idDigests.length,
    });
  }
  if (byDeletion.size === 0) return;
  await transaction
    .insert(journalLostDeletions)
    .values(
      [...byDeletion].map(([deletionId, { line, toSeq, erasedCount }]) => ({
        deletionId,
        storeId: line.storeId,
        cutoffAt: new Date(line.cutoffAt),
        toSeq,
        erasedCount,
        entityDigests: line.entities.map((digest) => Buffer.from(digest, "hex")),
      })),
    )
    .onConflictDoUpdate({
      target: journalLostDeletions.deletionId,
      set: {
        toSeq: sql`excluded.to_seq`,
        erasedCount: sql`${journalLostDeletions.erasedCount} + excluded.erased_count`,
        replayedAt: null,
      },
      setWhere: sql`excluded.to_seq > ${journalLostDeletions.toSeq}`,
    });
};

const noteBack = async (transaction: Transaction, secret: string, line: JournalLine): Promise<void> => {
  const { isChanged, digests } = changeOf(secret, line);
  const cutoff = sql`${line.cutoffAt}::timestamptz`;
  // An id that several deletions erased is there once, up to the latest of their cutoffs.
  await transaction.execute(sql`
    insert into ${journalFindings} (store_id, memory_id, cutoff_at, is_changed)
    select ${builtinStoreId}, memory.id, ${cutoff}, ${isChanged}
    from unnest(${sql.param(line.ids)}::uuid[]) with ordinality as erased (id, place)
    join ${memories} as memory on memory.id = erased.id and memory.stored_at <= ${cutoff}
    cross join (select ${digests} as digests) as line
    on conflict (store_id, memory_id) do update
      set cutoff_at = greatest(journal_findings.cutoff_at, excluded.cutoff_at), is_changed = excluded.is_changed`);
};

/** Whether the text of `memory` is another one than the line's digest of it was made of; null when there is none. */
const changeOf = (secret: string, { texts }: JournalLine) => {
  if (texts === null) return { isChanged: sql`null::boolean`, digests: sql`null::bytea` };
  const { outer, inner } = keyPads(digestKeyOf(secret, Buffer.from(texts.salt, "hex"), "item digest"));
  const size = sql.raw(String(textDigestBytes));
  const kept = sql`substring(line.digests from ((erased.place - 1) * ${size} + 1)::integer for ${size})`;
  const now = sql`substring(${memoryDigestBy(sql`${outer}::bytea`, sql`${inner}::bytea`, sql`memory`)} from 1 for ${size})`;
  return {
    isChanged: sql`case when ${kept} <> decode(repeat('00', ${size}), 'hex') then ${kept} <> ${now} end`,
    digests: sql`${Buffer.from(texts.digests, "base64")}::bytea`,
  };
};
