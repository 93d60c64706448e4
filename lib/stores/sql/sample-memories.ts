import { sql, type SQL } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import type { SampleMemory } from "../preview";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { memories } from "@/drizzle/schema/memories";
import { arrayOf, isoOf, today } from "./sql-values";

/** How many of the newest memories a preview shows. */
export const sampleSize = 5;

/** A memory can be a megabyte long; what is shown of it is the beginning. */
const shownLengthMax = 2000;

/** What is read of a memory to show it in a preview; what has expired is so on `day`. */
export const sampleColumns = (day: SQL): SQL => sql`
  id, user_id, agent_id, app_id, run_id, immutable, superseded_by is not null as is_superseded,
  case when length(memory) > ${shownLengthMax} then left(memory, ${shownLengthMax}) || '…' else memory end as memory,
  coalesce(expiration_date < ${day}, false) as is_expired,
  ${isoOf(sql`created_at`)} as created_at`;

export type SampleRow = Record<"id" | "memory" | "created_at", string> &
  Record<"user_id" | "agent_id" | "app_id" | "run_id", string | null> &
  Record<"immutable" | "is_expired" | "is_superseded", boolean>;

export const sampleFrom = (row: SampleRow): SampleMemory => ({
  id: memoryIdSchema.parse(row.id),
  memory: row.memory,
  userId: row.user_id,
  agentId: row.agent_id,
  appId: row.app_id,
  runId: row.run_id,
  createdAt: row.created_at,
  isExpired: row.is_expired,
  immutable: row.immutable,
  isSuperseded: row.is_superseded,
});

/** The memories of these ids, newest first. */
export const readSample = async (database: Queryable, ids: readonly string[]): Promise<SampleMemory[]> => {
  if (ids.length === 0) return [];
  const { rows } = await database.execute<SampleRow>(sql`
    select ${sampleColumns(today)} from ${memories} where ${memories.id} = any(${arrayOf(ids, "uuid")})
    order by ${memories.createdAt} desc, ${memories.id} desc`);
  return rows.map(sampleFrom);
};
