import { writeExact } from "@/lib/json/write-exact";
import type { MemoryId } from "@/lib/memories/types";
import type { ImportedMemory } from "@/lib/imports/schema";

/** The columns of a copied line, in its order. */
export const copyColumns =
  "id, memory, user_id, agent_id, app_id, run_id, metadata, categories, immutable, expiration_date, superseded_by, created_at, updated_at";

/** One line of COPY's text format (https://www.postgresql.org/docs/current/sql-copy.html). */
export const copyLine = (id: MemoryId, memory: ImportedMemory): string =>
  [
    id,
    escaped(memory.memory),
    nullable(memory.userId),
    nullable(memory.agentId),
    nullable(memory.appId),
    nullable(memory.runId),
    escaped(writeExact(memory.metadata)),
    escaped(arrayText(memory.categories)),
    memory.immutable ? "t" : "f",
    nullable(memory.expirationDate),
    nullable(memory.supersededBy),
    nullable(memory.createdAt),
    nullable(memory.updatedAt),
  ].join("\t") + "\n";

const nullable = (text: string | null): string => (text === null ? "\\N" : escaped(text));

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const escaped = (text: string): string =>
  /[\\\t\n\r]/.test(text)
    ? text.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character)
    : text;

/** The text form of an array; every element quoted, so that none is taken for NULL. */
const arrayText = (values: string[]): string =>
  `{${values.map((value) => `"${value.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
