import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { DeletionId } from "@/lib/deletions/types";
import { deletionItems } from "@/drizzle/schema/deletions";

/** Part of the digest's definition: another size gives another digest. */
const chunkSize = 10_000;

/**
 * Proof of which memories a deletion took, and what became of each, as hexadecimal text: HMAC-SHA-256, by `key`, over the
 * SHA-256 of each chunk of 10,000 items in order of `seq`. An item counts as 17 bytes: its memory id, and a letter
 * (d deleted, a already absent, f failed, k kept). Chunks are hashed where they lie, so that memory stays bounded.
 */
export const itemsDigest = async (
  database: Pick<Database, "execute">,
  key: Buffer,
  deletion: { id: DeletionId; itemCount: number; cursorSeq: number },
): Promise<string> => {
  const hmac = createHmac("sha256", key);
  for (let fromSeq = 1; fromSeq <= deletion.itemCount; fromSeq += chunkSize) {
    const { rows } = await database.execute<{ digest: Buffer }>(sql`
      select sha256(string_agg(
        uuid_send(item.memory_id) || convert_to(
          case item.outcome when 'deleted' then 'd' when 'already_absent' then 'a' when 'failed' then 'f' when 'kept' then 'k'
          else case when item.seq <= ${deletion.cursorSeq}::integer then 'd' else 'k' end end, 'UTF8'),
        ''::bytea order by item.seq)) as digest
      from ${deletionItems} as item
      where item.deletion_id = ${deletion.id}::uuid
        and item.seq between ${fromSeq}::integer and ${fromSeq + chunkSize - 1}::integer`);
    const [chunk] = rows;
    if (chunk === undefined) throw new Error("An aggregate always has a row.");
    hmac.update(chunk.digest);
  }
  return hmac.digest("hex");
};
