import { sql, type SQL } from "drizzle-orm";
import type { MemoryId } from "@/lib/memories/types";
import { deletionItems } from "@/drizzle/schema/deletions";

// The id of an item's memory, byte for byte as its store writes it. A UUID that PostgreSQL writes in the same way is kept as a
// UUID, half as large; any other text beside it. Read it with these, wherever a store can be a remote one.

export const itemId: SQL<string> = sql<string>`coalesce(${deletionItems.remoteId}, ${deletionItems.memoryId}::text)`;

/** The same of items under another name. */
export const itemIdOf = (items: SQL): SQL<string> =>
  sql<string>`coalesce(${items}.remote_id, ${items}.memory_id::text)`;

/** Whether it is this memory's, by the columns' own indexes. A UUID is one of the built-in store in whatever case it is written. */
export const itemIs = (items: SQL, id: MemoryId): SQL => {
  const ofUuid = sql`${items}.memory_id = ${id.toLowerCase()}::uuid`;
  if (keptAsUuid.test(id)) return ofUuid;
  const ofText = sql`${items}.remote_id = ${id}`;
  return keptAsUuid.test(id.toLowerCase()) ? sql`(${ofUuid} or ${ofText})` : ofText;
};

/** The two columns of an id, in this order: `memory_id, remote_id`. */
export const itemIdColumns = (id: SQL): SQL =>
  sql`case when ${isKeptAsUuid(id)} then ${id}::uuid end, case when not ${isKeptAsUuid(id)} then ${id} end`;

const keptAsUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const isKeptAsUuid = (id: SQL): SQL => sql`(${id} ~ ${sql.raw(`'${keptAsUuid.source}'`)})`;
