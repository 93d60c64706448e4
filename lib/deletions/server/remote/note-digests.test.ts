import { createHash, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { useTestDatabase } from "@/testing/test-database";
import { deletionItems } from "@/drizzle/schema/deletions";
import { itemIdColumns } from "../record/item-id";
import { packItems } from "../record/pack-items";
import { noteDigests } from "./note-digests";

const { database } = useTestDatabase();

it("gives each item its own digest, in ranges that cut batches, also when a memory was answered twice", async () => {
  const id = randomUUID();
  const ids = Array.from({ length: 1_500 }, (_, index) =>
    memoryIdSchema.parse(index % 3 === 0 ? `memory {${index}}, "NULL"` : randomUUID()),
  );
  await database().transaction((transaction) =>
    packItems(
      transaction,
      sql`select ${id}::uuid as deletion_id, seq::integer, ${itemIdColumns(sql`each.id`)}
        from unnest(${sql.param(ids)}::text[]) with ordinality as each (id, seq)`,
      ["memory_id", "remote_id"],
    ),
  );
  const digestOf = (text: string) => createHash("sha256").update(text).digest();
  const isFound = (index: number) => index % 5 < 3;
  for (const [fromSeq, toSeq] of [
    [1, 700],
    [701, 1_500],
  ] as const) {
    const found = ids
      .map((each, index) => ({ id: each, digest: digestOf(each), index }))
      .slice(fromSeq - 1, toSeq)
      .filter(({ index }) => isFound(index));
    await database().transaction((transaction) =>
      noteDigests(transaction, { id }, { fromSeq, toSeq }, [...found, ...found.slice(0, 2)]),
    );
  }
  const items = await database()
    .select({ digest: deletionItems.digest })
    .from(deletionItems)
    .where(eq(deletionItems.deletionId, id))
    .orderBy(deletionItems.seq);
  expect(items.map(({ digest }) => digest)).toEqual(
    ids.map((each, index) => (isFound(index) ? digestOf(each) : null)),
  );
});
