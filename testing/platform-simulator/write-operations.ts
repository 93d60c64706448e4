import { z } from "zod";
import { ApiError, memoryNotFound, refusal } from "./api-error";
import { microsOf } from "./instants";
import { detailedMemory } from "./memory-shapes";
import type { Project } from "./project";
import { readBody, requireId } from "./read-body";
import { entityFields, type RoutedRequest, type StoredMemory } from "./types";

const entityId = z.string().min(1).nullish();
const metadata = z.record(z.string(), z.unknown());

const addSchema = z.object({
  messages: z.array(z.object({ role: z.enum(["user", "assistant", "system"]), content: z.string() })).min(1),
  user_id: entityId,
  agent_id: entityId,
  app_id: entityId,
  run_id: entityId,
  metadata: metadata.nullish(),
  expiration_date: z.iso.date().nullish(),
  immutable: z.boolean().default(false),
  infer: z.boolean().default(true),
  /** Seconds since 1970: backdates the memory. */
  timestamp: z.int().nullish(),
});
const updateSchema = z.object({
  text: z.string().min(1).optional(),
  metadata: metadata.optional(),
  expiration_date: z.iso.date().nullable().optional(),
});
const batchSchema = z.object({ memories: z.array(updateSchema.extend({ memory_id: z.string() })) });

export const batchSizeMax = 1000;

/** `POST /v3/memories/add/` with `infer: false`: https://docs.mem0.ai/platform/features/direct-import */
export const addMemories = (project: Project, { body }: RoutedRequest): unknown => {
  const parsed = addSchema.safeParse(body);
  if (!parsed.success) throw invalidInput();
  const input = parsed.data;
  if (entityFields.every((field) => (input[field] ?? null) === null)) throw invalidInput();
  if (input.infer) throw refusal("The simulator has no model to infer with: send infer: false.");
  const at = input.timestamp == null ? microsOf(project.now()) : input.timestamp * 1_000_000;
  const stored = input.messages
    .filter(({ role }) => role !== "system")
    .map(({ content }, index) =>
      project.store({
        text: content,
        entities: {
          user_id: input.user_id ?? null,
          agent_id: input.agent_id ?? null,
          app_id: input.app_id ?? null,
          run_id: input.run_id ?? null,
        },
        metadata: input.metadata ?? null,
        categories: null,
        createdAt: at + index,
        updatedAt: at + index,
        expirationDate: input.expiration_date ?? null,
        replacedBy: null,
        isMerged: false,
        isSynthesized: false,
        isImmutable: input.immutable,
      }),
    );
  return {
    message: "Memories stored successfully",
    status: "SUCCEEDED",
    event_id: project.newId(),
    results: stored.map(({ id, text }) => ({ id, data: { memory: text }, event: "ADD" })),
  };
};

/** `PUT /v1/memories/{id}/`; an immutable memory is refused. */
export const updateMemory = (project: Project, { parts: [id = ""], body }: RoutedRequest): unknown => {
  const memory = project.memories.get(requireId(project, id));
  if (memory === undefined) throw memoryNotFound();
  change(project, memory, readBody(updateSchema, body));
  return detailedMemory(project, memory);
};

/** `PUT /v1/batch/`: ids that do not exist are passed over. */
export const updateBatch = (project: Project, { body }: RoutedRequest): unknown => {
  const { memories } = readBody(batchSchema, body);
  if (memories.length > batchSizeMax) {
    throw refusal(`Maximum of ${batchSizeMax} memories can be updated in a single request`);
  }
  let count = 0;
  for (const { memory_id, ...input } of memories) {
    const memory = project.memories.get(requireId(project, memory_id));
    if (memory === undefined) continue;
    change(project, memory, input);
    count++;
  }
  return { message: `Successfully updated ${count} memories` };
};

const change = (project: Project, memory: StoredMemory, input: z.output<typeof updateSchema>): void => {
  if (memory.isImmutable) throw refusal("This memory is immutable and cannot be updated.");
  if (Object.keys(input).length === 0) throw refusal("One of text, metadata, expiration_date is required.");
  const at = microsOf(project.now());
  if (input.text !== undefined && input.text !== memory.text) {
    project.note(memory, { event: "UPDATE", oldText: memory.text, newText: input.text, at });
    memory.text = input.text;
  }
  if (input.metadata !== undefined) memory.metadata = input.metadata;
  if (input.expiration_date !== undefined) memory.expirationDate = input.expiration_date;
  memory.updatedAt = at;
  project.changed();
};

/** As https://docs.mem0.ai/api-reference/memory/add-memories shows it. */
const invalidInput = (): ApiError =>
  new ApiError(
    400,
    "details",
    "Invalid input data. Please refer to the memory creation documentation at https://docs.mem0.ai/platform/quickstart#4-1-create-memories for correct formatting and required fields.",
  );
