import { isJsonObject } from "@/lib/json/json-object";
import { writeExact } from "@/lib/json/write-exact";
import type { MemoryId } from "@/lib/memories/types";
import {
  fieldReader,
  notUnderstood,
  standInMemory,
  understandDay,
  understandEntity,
  understandId,
  understandInstant,
  understandText,
  unreadableRow,
  type ReadRow,
} from "@/lib/stores/remote/read-row";
import { unknownInstant } from "@/lib/instants/unknown-instant";

/**
 * A memory in any of the Platform's forms: list and get call the run `session_id`, search calls it `run_id`. It does not say
 * whether it is immutable. It always says when it was created: without that its place and age are unknown.
 */
export const readMemory = (row: unknown): ReadRow => {
  if (!isJsonObject(row)) return unreadableRow(null, { field: "answer", oddity: "unclear" });
  const { odd, read } = fieldReader();
  const id = read<MemoryId | null>("id", row.id, understandId, null);
  const createdAt = read("created_at", row.created_at, understandCreation, unknownInstant);
  const memory = {
    ...standInMemory,
    ...(id !== null && { id }),
    memory: read("memory", row.memory, understandText, ""),
    userId: read("user_id", row.user_id, understandEntity, null),
    agentId: read("agent_id", row.agent_id, understandEntity, null),
    appId: read("app_id", row.app_id, understandEntity, null),
    runId: read("run_id", row.session_id ?? row.run_id, understandEntity, null),
    metadata: read("metadata", row.metadata, understandMetadata, writeExact({})),
    categories: read("categories", row.categories, understandCategories, []),
    expirationDate: read("expiration_date", row.expiration_date, understandDay, null),
    supersededBy: read("replaced_by", row.replaced_by, understandReplacement, null),
    createdAt,
    updatedAt: read("updated_at", row.updated_at, understandInstant, null) ?? createdAt,
  };
  return { id, memory, odd };
};

/** The same, of one that was asked for by its id: that is what it is called, however the answer writes it. */
export const readMemoryAskedFor = (id: MemoryId, row: unknown): ReadRow => {
  const { memory, odd } = readMemory(row);
  return { id, memory: { ...memory, id }, odd: odd.filter(({ field }) => field !== "id") };
};

const understandCreation = (written: unknown) => {
  const at = understandInstant(written);
  return at === null ? notUnderstood : at;
};

const understandMetadata = (written: unknown) =>
  written === null || written === undefined
    ? writeExact({})
    : isJsonObject(written)
      ? writeExact(written)
      : notUnderstood;

const understandCategories = (written: unknown): string[] | typeof notUnderstood => {
  if (written === null || written === undefined) return [];
  return Array.isArray(written) && written.every((each) => typeof each === "string")
    ? written
    : notUnderstood;
};

const understandReplacement = (written: unknown): MemoryId | null | typeof notUnderstood =>
  written === null || written === undefined || written === "" ? null : understandId(written);
