import { sql, type SQL } from "drizzle-orm";
import type { MemoryId } from "@/lib/memories/types";
import { deletionItems } from "@/drizzle/schema/deletions";

// The id of an item's memory, byte for byte as its store writes it. A UUID that PostgreSQL writes in the same way is kept as a
// UUID, half as large; any other text beside it. Read it with these, wherever a store can be a remote one.

export const itemId: SQL<string> = sql<string>`coalesce(${deletionItems.remoteId}, ${deletionItems.memoryId}::text)`;

/** The same of items under another name. */
export const itemIdOf = (items: SQL): SQL<string> =>
  sql<string>`coalesce(${items}.remote_id, ${items}.memory_id::text)`;

/** A memory's id as items may hold it. A UUID is one of the built-in store in whatever case it is written. */
export const keptIdsOf = (id: MemoryId): { uuid: string | null; text: string | null } => {
  const lower = id.toLowerCase();
  return { uuid: keptAsUuid.test(lower) ? lower : null, text: keptAsUuid.test(id) ? null : id };
};

/** The two columns of an id: `memory_id` and `remote_id`. */
export const itemIdColumns = (id: SQL): SQL =>
  sql`case when ${isKeptAsUuid(id)} then ${id}::uuid end as memory_id, case when not ${isKeptAsUuid(id)} then ${id} end as remote_id`;

const keptAsUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const isKeptAsUuid = (id: SQL): SQL => sql`(${id} ~ ${sql.raw(`'${keptAsUuid.source}'`)})`;
