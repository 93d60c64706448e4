import { instantText } from "./instants";
import type { Project } from "./project";
import type { HistoryRow, StoredMemory } from "./types";

/** The fields that list, get and update answer; `session_id` is the run. */
export const listedMemory = (memory: StoredMemory) => ({
  id: memory.id,
  memory: memory.text,
  user_id: memory.entities.user_id,
  agent_id: memory.entities.agent_id,
  app_id: memory.entities.app_id,
  session_id: memory.entities.run_id,
  metadata: memory.metadata,
  categories: memory.categories,
  structured_attributes: structuredAttributes(memory),
  replaced_by: memory.replacedBy,
  synthesized: memory.isSynthesized,
  expiration_date: memory.expirationDate,
  created_at: instantText(memory.createdAt),
  updated_at: instantText(memory.updatedAt),
});

/** Of one memory; lists do not say its state. */
export const detailedMemory = (project: Project, memory: StoredMemory) => ({
  ...listedMemory(memory),
  lifecycle_state: memory.isMerged ? "merged" : project.isSuperseded(memory) ? "superseded" : "active",
});

/** What search answers: the run under another name, and fewer fields. */
export const foundMemory = (memory: StoredMemory, score: number) => ({
  id: memory.id,
  memory: memory.text,
  user_id: memory.entities.user_id,
  agent_id: memory.entities.agent_id,
  app_id: memory.entities.app_id,
  run_id: memory.entities.run_id,
  metadata: memory.metadata,
  categories: memory.categories ?? [],
  expiration_date: memory.expirationDate,
  created_at: instantText(memory.createdAt),
  updated_at: instantText(memory.updatedAt),
  score,
});

/** The API description has `user_id` as a string always; a memory of an agent alone has none, so here it can be null. */
export const historyEntry = (memory: StoredMemory, row: HistoryRow) => ({
  id: row.id,
  memory_id: memory.id,
  input: row.newText === "" ? [] : [{ role: "user", content: row.newText }],
  old_memory: row.oldText,
  new_memory: row.newText,
  user_id: memory.entities.user_id,
  agent_id: memory.entities.agent_id,
  app_id: memory.entities.app_id,
  session_id: memory.entities.run_id,
  categories: memory.categories,
  event: row.event,
  metadata: memory.metadata,
  created_at: instantText(row.at),
  updated_at: instantText(row.at),
});

const structuredAttributes = ({ createdAt }: StoredMemory) => {
  const date = new Date(createdAt / 1000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};
