import { z } from "zod";
import { timestamp } from "@/lib/mem0-api/add-input";
import { errorBody, refused } from "@/lib/mem0-api/api-error";
import { memoryAnswer, memoryAnswerSchema } from "@/lib/mem0-api/memory-answer";
import { nothing, operation } from "@/lib/mem0-api/server/operation";
import { updateMemories, type MemoryChange } from "@/lib/mem0-api/server/memories/update-memories";
import { storableDay, storableMemory, storableMetadata } from "@/lib/memories/storable";
import type { MemoryId } from "@/lib/memories/types";
import { builtinIdSchema } from "@/lib/memories/memory-id-schema";
import { batchSizeMax } from "@/lib/stores/selection";
import { ExpectedError } from "@/lib/errors/expected-error";
import { memoryIdErrors, memoryIdParameter, memoryNotFound } from "./get-memory";

const nothingGiven =
  "At least one of text, metadata, timestamp, or expiration_date must be provided for update.";

const changeParameters = {
  text: storableMemory.optional(),
  metadata: storableMetadata
    .optional()
    .meta({ type: "object", description: "Replaces all existing metadata." }),
  expiration_date: storableDay.optional().describe("null: it never expires."),
  timestamp: timestamp.optional().describe("When it was created: seconds since 1970, or an instant."),
};
type Change = z.output<z.ZodObject<typeof changeParameters>>;

const isGiven = ({ text, metadata, expiration_date, timestamp }: Change): boolean =>
  [text, metadata, expiration_date, timestamp].some((value) => value !== undefined);

const changeOf = (id: MemoryId, change: Change): MemoryChange => ({
  id,
  memory: change.text,
  metadata: change.metadata,
  expirationDate: change.expiration_date,
  createdAt: change.timestamp,
});

/** https://docs.mem0.ai/api-reference/memory/update-memory */
export const updateMemory = operation({
  id: "update_memory",
  method: "PUT",
  path: "/v1/memories/{memory_id}/",
  group: "Memories",
  summary: "Update a memory",
  description:
    "The previous text stays in its history. An immutable memory is refused, and one that is on hold.",
  permission: "memories:write",
  pathParameters: memoryIdParameter,
  query: nothing,
  body: z.strictObject(changeParameters).refine(isGiven, nothingGiven),
  answer: memoryAnswerSchema,
  errors: [...memoryIdErrors, { status: 409, description: "It is on hold.", body: errorBody }],
  handler: async (ctx, { path, body }) => {
    const [memory] = await updateMemories(ctx, [changeOf(path.memory_id, body)]).catch((error: unknown) => {
      if (error instanceof ExpectedError && error.code === "not_found") throw memoryNotFound();
      throw error;
    });
    if (memory === undefined) throw memoryNotFound();
    return memoryAnswer(memory);
  },
});

const batchBody = z.strictObject({
  memories: z
    .array(
      z
        .strictObject({
          memory_id: z.guid("memory_id should be a valid UUID").pipe(builtinIdSchema),
          ...changeParameters,
        })
        .refine(isGiven, nothingGiven),
    )
    .min(1, "is empty")
    .max(batchSizeMax, `Maximum of ${batchSizeMax} memories can be updated in a single request`),
});

/** https://docs.mem0.ai/api-reference/memory/batch-update */
export const updateBatch = operation({
  id: "update_batch",
  method: "PUT",
  path: "/v1/batch/",
  group: "Memories",
  summary: "Update up to 1,000 memories",
  description: "All or none: if one of them does not exist, is immutable or is on hold, nothing is changed.",
  permission: "memories:write",
  pathParameters: nothing,
  query: nothing,
  body: batchBody,
  answer: z.object({ message: z.string() }),
  errors: [
    { status: 400, description: "Too many, the same one twice, or an immutable one.", body: errorBody },
    { status: 404, description: "One of them does not exist.", body: errorBody },
    { status: 409, description: "One of them is on hold.", body: errorBody },
  ],
  handler: async (ctx, { body }) => {
    const ids = new Set(body.memories.map(({ memory_id }) => memory_id));
    if (ids.size < body.memories.length) throw refused("The same memory_id is given twice.");
    const changed = await updateMemories(
      ctx,
      body.memories.map(({ memory_id, ...change }) => changeOf(memory_id, change)),
    );
    return { message: `Successfully updated ${changed.length} memories` };
  },
});
