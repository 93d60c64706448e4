import type { ImportId } from "@/lib/memories/import-id";
import { is, sql, SQL } from "drizzle-orm";
import { writtenOnce } from "@/lib/database/server/ask-rows";
import type { JsonText } from "@/lib/json/json-text";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { memories } from "@/drizzle/schema/memories";

/** What is read of a memory: everything but the time at which this store took it in. */
export const memoryColumns = {
  id: memories.id,
  memory: memories.memory,
  userId: memories.userId,
  agentId: memories.agentId,
  appId: memories.appId,
  runId: memories.runId,
  // As text, the database's own: nothing on its way to the page can round a number in it.
  metadata: sql<JsonText>`${memories.metadata}::text`.as("metadata_text"),
  categories: memories.categories,
  immutable: memories.immutable,
  expirationDate: memories.expirationDate,
  supersededBy: memories.supersededBy,
  importId: memories.importId,
  isSample: memories.isSample,
  feedback: memories.feedback,
  feedbackReason: memories.feedbackReason,
  createdAt: memories.createdAt,
  updatedAt: memories.updatedAt,
};

/** The same for `askRows`: each column by its name there. */
export const namedMemoryColumns: SQL = writtenOnce(
  sql.join(
    Object.entries(memoryColumns).map(
      ([name, column]) => sql`${is(column, SQL.Aliased) ? column.sql : column} as ${sql.identifier(name)}`,
    ),
    sql`, `,
  ),
);

export type MemoryRow = Omit<Pick<typeof memories.$inferSelect, keyof typeof memoryColumns>, "metadata"> & {
  metadata: JsonText;
};

// The columns are of type uuid: to parse each again is a fifth of a millisecond a page.
const idFrom = (id: string) => id as MemoryId;
const importIdFrom = (id: string) => id as ImportId;

export const memoryFrom = (row: MemoryRow): Memory => ({
  id: idFrom(row.id),
  memory: row.memory,
  userId: row.userId,
  agentId: row.agentId,
  appId: row.appId,
  runId: row.runId,
  metadata: row.metadata,
  categories: row.categories,
  immutable: row.immutable,
  expirationDate: row.expirationDate,
  supersededBy: row.supersededBy === null ? null : idFrom(row.supersededBy),
  importId: row.importId === null ? null : importIdFrom(row.importId),
  isSample: row.isSample,
  feedback: row.feedback,
  feedbackReason: row.feedbackReason,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
