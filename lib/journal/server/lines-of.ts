import { asc, eq, inArray, sql } from "drizzle-orm";
import { deletions } from "@/drizzle/schema/deletions";
import { journalOutbox } from "@/drizzle/schema/journal";
import { stores } from "@/drizzle/schema/stores";
import type { Transaction } from "@/lib/database/server/database";
import { firstOfBatch } from "@/lib/deletions/server/record/items-between";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { formatLine, idDigestOf, storeFingerprint, textDigestBytes } from "./journal-line";

/** What every line of a pass says. */
export type LineFrame = { secret: string; origins: string[]; checkpoint: string | null; now: Date };

/**
 * The lines of these rows of the outbox, in their order. A row of which nothing was erased, as everything in it failed or was kept, has
 * no line. The rows are of up to a thousand memories each, as batches are.
 */
export const linesOf = async (
  transaction: Transaction,
  outboxIds: readonly number[],
  { secret, origins, checkpoint, now }: LineFrame,
): Promise<string[]> => {
  const rows = await transaction
    .select({
      fromSeq: journalOutbox.fromSeq,
      toSeq: journalOutbox.toSeq,
      deletionId: deletions.id,
      storeId: deletions.storeId,
      operation: deletions.operation,
      cutoffAt: deletions.cutoffAt,
      digestSalt: deletions.digestSalt,
      entityDigests: deletions.entityDigests,
      ids: sql<string[] | null>`items.ids`,
      remoteIds: sql<string[] | null>`items.remote_ids`,
      digests: sql<Buffer | null>`items.digests`,
    })
    .from(journalOutbox)
    .innerJoin(deletions, eq(deletions.id, journalOutbox.deletionId))
    .innerJoin(erasedItems, sql`true`)
    .where(inArray(journalOutbox.id, [...outboxIds]))
    .orderBy(asc(journalOutbox.id));
  const fingerprints = await fingerprintsOf(transaction, secret);
  return rows.flatMap((row) => {
    const { ids, remoteIds, digests } = row;
    if (ids === null && remoteIds === null) return [];
    return formatLine(secret, {
      origins,
      checkpoint,
      writtenAt: now.toISOString(),
      deletionId: row.deletionId,
      storeId: row.storeId,
      store: fingerprints.get(row.storeId) ?? storeFingerprint(secret, { kind: "unknown", url: row.storeId }),
      operation: row.operation,
      cutoffAt: row.cutoffAt.toISOString(),
      fromSeq: row.fromSeq,
      toSeq: row.toSeq,
      ids: ids ?? [],
      idDigests: (remoteIds ?? []).map((id) => idDigestOf(secret, row.storeId, id)),
      texts:
        digests === null || digests.every((byte) => byte === 0)
          ? null
          : { salt: row.digestSalt.toString("hex"), digests: digests.toString("base64") },
      entities: (row.entityDigests ?? []).map((digest) => digest.toString("hex")),
    });
  });
};

const noDigest = sql.raw(`decode(repeat('00', ${textDigestBytes}), 'hex')`);

/** Of the range of an outbox row: what was erased, or was gone already. Its digests are cut: they only have to tell texts apart. */
const erasedItems = sql`lateral (
    select array_agg(item.memory_id::text order by item.seq) filter (where item.memory_id is not null) as ids,
      array_agg(item.remote_id order by item.seq) filter (where item.remote_id is not null) as remote_ids,
      string_agg(coalesce(substring(item.digest from 1 for ${sql.raw(String(textDigestBytes))}), ${noDigest}), ''::bytea order by item.seq)
        filter (where item.memory_id is not null) as digests
    from deletion_items as item
    where item.deletion_id = ${journalOutbox.deletionId}
      and item.from_seq between ${firstOfBatch(sql`${journalOutbox.fromSeq}`)} and ${journalOutbox.toSeq}
      and item.seq between ${journalOutbox.fromSeq} and ${journalOutbox.toSeq}
      and coalesce(item.outcome, 'deleted') in ('deleted', 'already_absent')
  ) as items`;

/** By the store's id. */
export const fingerprintsOf = async (
  transaction: Pick<Transaction, "select">,
  secret: string,
): Promise<Map<string, string>> => {
  const rows = await transaction
    .select({ id: stores.id, kind: stores.kind, url: sql<string | null>`${stores.settings} ->> 'url'` })
    .from(stores);
  return new Map([
    [builtinStoreId as string, storeFingerprint(secret, null)],
    ...rows.map(({ id, kind, url }) => [id, storeFingerprint(secret, { kind, url: url ?? "" })] as const),
  ]);
};
