import { sql } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import type { MemoryId } from "@/lib/memories/types";
import { compileHeld } from "@/lib/stores/sql/compile-held";
import { arrayOf } from "@/lib/stores/sql/sql-values";
import { memories } from "@/drizzle/schema/memories";
import type { HeldBy } from "./read-holds";

/** Which of some memories of the built-in store these holds cover. */
export const listHeld = async (
  database: Queryable,
  holds: readonly HeldBy[],
  ids: readonly MemoryId[],
): Promise<ReadonlySet<string>> => {
  if (holds.length === 0) return new Set();
  const { rows } = await database.execute<{ id: string }>(sql`
    select ${memories.id} as id from ${memories}
    where ${memories.id} = any(${arrayOf(ids, "uuid")}) and ${compileHeld(holds.map(({ filter }) => filter))}`);
  return new Set(rows.map(({ id }) => id));
};
