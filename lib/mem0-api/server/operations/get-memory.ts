import { z } from "zod";
import { errorBody, refused } from "@/lib/mem0-api/api-error";
import { memoryAnswer, memoryAnswerSchema } from "@/lib/mem0-api/memory-answer";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { builtinIdSchema } from "@/lib/memories/memory-id-schema";
import { findMemory } from "@/lib/mem0-api/server/find-memory";

/** A memory's id in a path, with Mem0's words for one that is not an id. */
export const memoryIdParameter = z.strictObject({
  memory_id: z.guid("memory_id should be a valid UUID").pipe(builtinIdSchema),
});

export const memoryNotFound = () => refused("Memory not found!", 404);

/** The failures of every operation on one memory. */
export const memoryIdErrors = [
  { status: 400, description: "The ID is not a UUID.", body: errorBody },
  { status: 404, description: "There is no such memory.", body: errorBody },
];

/** https://docs.mem0.ai/api-reference/memory/get-memory */
export const getMemory = operation({
  id: "get_memory",
  method: "GET",
  path: "/v1/memories/{memory_id}/",
  group: "Memories",
  summary: "Get a memory",
  description: "Also finds expired and superseded memories.",
  permission: "memories:read",
  pathParameters: memoryIdParameter,
  query: nothing,
  body: noBody,
  answer: memoryAnswerSchema,
  errors: memoryIdErrors,
  handler: async (ctx, { path }) => {
    const memory = await findMemory(ctx, path.memory_id);
    if (memory === null) throw memoryNotFound();
    return memoryAnswer(memory);
  },
});
