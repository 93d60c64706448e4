import { z } from "zod";
import { parseExact } from "@/lib/json/parse-exact";
import { ApiError, entityRequired, invalidEntityType, memoryNotFound, refusal } from "./api-error";
import { compileCondition } from "./compile-condition";
import { isObject, type Predicate } from "./predicate";
import { entityKey, type Project } from "./project";
import { readBody, requireId } from "./read-body";
import { entityFields, type DeleteOperation, type RoutedRequest, type StoredMemory } from "./types";
import { batchSizeMax } from "./write-operations";

const batchSchema = z.object({ memories: z.array(z.object({ memory_id: z.string() })).min(1) });

/** `DELETE /v1/memories/{id}/`, with `delete_linked` the older memories that it superseded too, transitively. */
export const deleteMemory = (project: Project, { parts: [id = ""], query }: RoutedRequest): unknown => {
  const memory = project.memories.get(requireId(project, id));
  if (memory === undefined) throw memoryNotFound();
  const isLinked = ["true", "1"].includes(query.delete_linked?.toLowerCase() ?? "");
  const linked = isLinked ? linkedTo(project, memory) : [];
  eraseUnlessLying(project, "delete", [memory, ...linked]);
  const message = "Memory deleted successfully!";
  return isLinked ? { message, cascade_count: linked.length } : { message };
};

/** `DELETE /v1/batch/`: all that the answer says of the single ids is how many there were. */
export const deleteBatch = (project: Project, { body }: RoutedRequest): unknown => {
  const ids = readBody(batchSchema, body).memories.map(({ memory_id }) => memory_id);
  if (ids.length > batchSizeMax) {
    throw refusal(`Maximum of ${batchSizeMax} memories can be deleted in a single request`);
  }
  const memories = ids.flatMap((id) => project.memories.get(requireId(project, id)) ?? []);
  const { batchUnknownIds, batchKeepsEvery } = project.faults.now;
  if (memories.length < ids.length && batchUnknownIds === "rejected") throw memoryNotFound();
  if (project.faults.takeBatchFailure()) {
    eraseUnlessLying(project, "batch-delete", memories.slice(0, Math.ceil(memories.length / 2)));
    throw new ApiError(500, "detail", "Internal server error.");
  }
  const taken =
    batchKeepsEvery === null ? memories : memories.filter((_, index) => (index + 1) % batchKeepsEvery !== 0);
  eraseUnlessLying(project, "batch-delete", taken);
  return { message: `Successfully deleted ${memories.length} memories` };
};

/** `DELETE /v1/memories/?…`, asynchronous: https://docs.mem0.ai/core-concepts/memory-operations/delete */
export const deleteAll = (project: Project, { query }: RoutedRequest): unknown => {
  const conditions: Predicate[] = [];
  const payload: Record<string, unknown> = {};
  for (const field of entityFields) {
    const name = query[field] ?? "";
    if (name === "") continue;
    payload[field] = name;
    conditions.push(compileCondition(field, name));
  }
  if (query.metadata !== undefined) {
    payload.metadata = parseMetadata(query.metadata);
    conditions.push(compileCondition("metadata", payload.metadata));
  }
  if (conditions.length === 0) throw entityRequired("list");
  const isWipe = entityFields.every((field) => query[field] === "*") && conditions.length === 4;
  const matches: Predicate = (memory) => {
    if (isWipe) return true;
    return project.faults.now.deleteAllJoin === "and"
      ? conditions.every((holds) => holds(memory))
      : conditions.some((holds) => holds(memory));
  };
  return deleteLater(project, "delete-all", payload, matches);
};

/** `DELETE /v2/entities/{type}/{name}/`: its memories, and the entity itself, asynchronously. */
export const deleteEntity = (project: Project, { parts: [type = "", name = ""] }: RoutedRequest): unknown => {
  const field = entityFields.find((each) => each === `${type}_id`);
  if (field === undefined) throw invalidEntityType();
  const matches: Predicate = ({ entities }) => entities[field] === name;
  const finish = () => {
    project.entities.delete(entityKey(field, name));
    if (field === "user_id") project.profiles.remove(name);
  };
  return deleteLater(project, "delete-entity", { entity_type: type, entity_id: name }, matches, finish);
};

const deleteLater = (
  project: Project,
  operation: "delete-all" | "delete-entity",
  payload: Record<string, unknown>,
  matches: Predicate,
  finish?: () => void,
): unknown => {
  const { deleteAllAnswer, lies } = project.faults.now;
  const isLie = lies.includes(operation);
  const matching = () => [...project.memories.values()].filter(matches);
  if (deleteAllAnswer === "message") {
    eraseUnlessLying(project, operation, matching());
    if (!isLie) finish?.();
    return { message: "Memories deleted successfully!" };
  }
  const type = operation === "delete-all" ? "DELETE_ALL" : "DELETE_USER";
  const { id } = project.events.start(type, payload, { matching, isLie, finish });
  return { message: "Delete in progress. This may take some time.", event_id: id };
};

const eraseUnlessLying = (
  project: Project,
  operation: DeleteOperation,
  memories: readonly StoredMemory[],
): void => {
  if (!project.faults.now.lies.includes(operation)) project.erase(memories);
};

const linkedTo = (project: Project, memory: StoredMemory): StoredMemory[] => {
  const found = new Set([memory]);
  // A set's own iteration reaches what is added on the way.
  for (const newer of found) {
    for (const older of project.memories.values()) if (older.replacedBy === newer.id) found.add(older);
  }
  found.delete(memory);
  return [...found];
};

const parseMetadata = (text: string): unknown => {
  try {
    const metadata: unknown = parseExact(text);
    if (isObject(metadata)) return metadata;
  } catch {
    // Refused below: `[object Object]`, which Mem0's own JavaScript client sends, is not JSON.
  }
  throw refusal("metadata must be a JSON object");
};
