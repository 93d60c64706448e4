import { isJsonObject } from "@/lib/json/json-object";
import type { JsonText } from "@/lib/json/json-text";
import { writeExact } from "@/lib/json/write-exact";
import type { MemoryId } from "@/lib/memories/types";
import {
  fieldReader,
  notUnderstood,
  standInMemory,
  understandId,
  unreadableRow,
  type ReadRow,
} from "@/lib/stores/remote/read-row";
import { unknownInstant } from "@/lib/instants/unknown-instant";
import { dayPattern, readWrittenInstant } from "./written-instant";

/** Beside the metadata in some answers and among them in others, and the copy of the text for full-text search. */
const promotedKeys = ["role", "actor_id", "attributed_to"] as const;
const copyKey = "text_lemmatized";

const day = new RegExp(dayPattern);

/**
 * A memory in any of the server's forms (list of all, list of an entity, single). The program that wrote into the collection
 * decides what its payload holds: what is not a text, or a date that cannot be understood, counts as absent. Odd is what cannot
 * be called by an id, and what names a user, agent or run by a list or an object.
 */
export const readMemory = (row: unknown): ReadRow => {
  if (!isJsonObject(row)) return unreadableRow(null, { field: "answer", oddity: "unclear" });
  const { odd, read } = fieldReader();
  const id = read<MemoryId | null>("id", row.id, understandId, null);
  const createdAt = readWrittenInstant(row.created_at) ?? unknownInstant;
  const memory = {
    ...standInMemory,
    ...(id !== null && { id }),
    memory: scalarText(row.memory) ?? "",
    userId: read("user_id", row.user_id, understandScalar, null),
    agentId: read("agent_id", row.agent_id, understandScalar, null),
    runId: read("run_id", row.run_id, understandScalar, null),
    metadata: metadataFrom(row),
    expirationDate:
      typeof row.expiration_date === "string" && day.test(row.expiration_date) ? row.expiration_date : null,
    createdAt,
    updatedAt: readWrittenInstant(row.updated_at) ?? createdAt,
  };
  return { id, memory, odd };
};

/**
 * The server fails on a memory without text, and may refuse to show any other. It exists, but its age and entities are unknown:
 * a hold that may cover it does.
 */
export const memoryWithoutText = (id: MemoryId): ReadRow => ({
  id,
  memory: { ...standInMemory, id, isUntold: true },
  odd: [],
});

/** As Postgres' `->>` writes it, which the server compares by. */
const scalarText = (value: unknown): string | null =>
  value == null ? null : typeof value === "string" ? value : writeExact(value);

const understandScalar = (value: unknown): string | null | typeof notUnderstood =>
  isJsonObject(value) || Array.isArray(value) ? notUnderstood : scalarText(value);

const metadataFrom = (row: Record<string, unknown>): JsonText => {
  const { [copyKey]: _copy, ...metadata } = isJsonObject(row.metadata) ? row.metadata : {};
  for (const key of promotedKeys) if (row[key] != null) metadata[key] = row[key];
  return writeExact(metadata);
};
