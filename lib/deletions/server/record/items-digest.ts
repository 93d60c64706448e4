import { createHmac } from "node:crypto";
import { sql, type SQL } from "drizzle-orm";
import { askEach } from "@/lib/database/server/ask-each";
import type { Database } from "@/lib/database/server/database";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { deletionItems } from "@/drizzle/schema/deletions";
import { itemsBetween } from "./items-between";

/** Part of the digest's definition: another size gives another digest. */
const chunkSize = 10_000;

/**
 * Proof of which memories a deletion took, and what became of each, as hexadecimal text: HMAC-SHA-256, by `key`, over the
 * SHA-256 of each chunk of 10,000 items in order of `seq`. An item counts as 17 bytes: its memory id, and a letter
 * (d deleted, a already absent, f failed, k kept). One whose id is no UUID counts as 33: the SHA-256 of its id, and the letter
 * as a capital, so that the two cannot be taken for each other. Chunks are hashed where they lie, so that memory stays bounded.
 */
export const itemsDigest = async (
  database: Pick<Database, "execute">,
  key: Buffer,
  deletion: Frozen,
): Promise<string> => {
  const hmac = createHmac("sha256", key);
  for (let fromSeq = 1; fromSeq <= deletion.itemCount; fromSeq += chunkSize) {
    const { rows } = await database.execute<Chunk>(chunkQuery(deletion, fromSeq));
    hmac.update(digestIn(rows));
  }
  return hmac.digest("hex");
};

/** The same of several deletions, each of one chunk and not empty. */
export const itemsDigestOfEach = async (
  database: Pick<Database, "execute">,
  each: readonly (Omit<Frozen, "itemCount"> & { key: Buffer })[],
): Promise<string[]> => {
  const chunks = await askEach<Chunk>(
    database,
    each.map((deletion) => chunkQuery(deletion, 1)),
  );
  return each.map(({ key }, place) =>
    createHmac("sha256", key)
      .update(digestIn(chunks[place] ?? []))
      .digest("hex"),
  );
};

type Frozen = { id: DeletionId; itemCount: number; cursorSeq: number };
type Chunk = { digest: Buffer };

const chunkQuery = ({ id, cursorSeq }: Omit<Frozen, "itemCount">, fromSeq: number): SQL => sql`
      select sha256(string_agg(
        case when item.remote_id is null then uuid_send(item.memory_id) || convert_to(state, 'UTF8')
        else sha256(convert_to(item.remote_id, 'UTF8')) || convert_to(upper(state), 'UTF8') end,
        ''::bytea order by item.seq)) as digest
      from ${deletionItems} as item,
        lateral (select case item.outcome when 'deleted' then 'd' when 'already_absent' then 'a' when 'failed' then 'f' when 'kept' then 'k'
          else case when item.seq <= ${cursorSeq}::integer then 'd' else 'k' end end) as became (state)
      where item.deletion_id = ${id}::uuid
        and ${itemsBetween({ fromSeq, toSeq: fromSeq + chunkSize - 1 }, sql`item`)}`;

const digestIn = ([chunk]: readonly Chunk[]): Buffer => {
  if (chunk === undefined) throw new Error("An aggregate always has a row.");
  return chunk.digest;
};
