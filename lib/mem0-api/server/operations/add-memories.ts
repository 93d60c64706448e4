import { z } from "zod";
import { addParameters } from "@/lib/mem0-api/add-input";
import { addMessages, addRefused } from "@/lib/mem0-api/server/add-messages";
import { nothing, operation } from "@/lib/mem0-api/server/operation";
import type { Addition } from "@/lib/mem0-api/addition";
import type { Models } from "@/lib/env/model-settings";

const refusedBody = z
  .object({ error: z.string(), details: z.object({ message: z.string() }) })
  .meta({ id: "AddError" });

const errors = [
  { status: 400, description: "No entity ID, or other input that is not valid.", body: refusedBody },
];

const addedSchema = z
  .object({
    message: z.string(),
    status: z.literal("SUCCEEDED"),
    event_id: z.uuid(),
    results: z.array(
      z.object({
        id: z.guid(),
        data: z.object({ memory: z.string() }),
        event: z
          .enum(["ADD", "NOOP"])
          .describe(
            "`NOOP`: this text is stored with the same IDs already, as this memory. It is not changed.",
          ),
      }),
    ),
  })
  .meta({ id: "Added" });

const answerOf = ({ id, memories }: Addition): z.input<typeof addedSchema> => ({
  message: "Memories stored successfully",
  status: "SUCCEEDED",
  event_id: id,
  results: memories.map((memory) => ({
    id: memory.id,
    data: { memory: memory.memory },
    event: memory.isRepeat ? "NOOP" : "ADD",
  })),
});

const description =
  "Answered when the memories are stored. With `infer: false` each message of a user or an assistant becomes a memory, with all IDs; messages of a system are left out. With `infer: true` a language model extracts facts, if Lethe has been given one (`LETHE_MODEL_URL`); without one it is a 400. A fact belongs to the user or the agent that stated it.";

/** https://docs.mem0.ai/api-reference/memory/add-memories */
export const addMemoriesOperation = ({ chat }: Pick<Models, "chat">) =>
  operation({
    id: "add_memories",
    method: "POST",
    path: "/v3/memories/add/",
    group: "Memories",
    summary: "Add memories",
    description,
    permission: "memories:write",
    pathParameters: nothing,
    query: nothing,
    body: z.strictObject(addParameters),
    answer: addedSchema,
    errors,
    refusal: addRefused,
    handler: async (ctx, { body }) => answerOf(await addMessages(ctx, body, chat())),
  });

/** The add of clients before version 3. */
export const addMemoriesV1Operation = ({ chat }: Pick<Models, "chat">) =>
  operation({
    id: "add_memories_v1",
    method: "POST",
    path: "/v1/memories/",
    group: "Memories",
    summary: "Add memories, answered as a list",
    description:
      'As version 3. A bare list, unless both `output_format` "v1.1" and `version` "v2" are given.',
    isDeprecated: true,
    permission: "memories:write",
    pathParameters: nothing,
    query: nothing,
    body: z.strictObject(addParameters),
    answer: z.union([
      z.array(addedSchema),
      z.object({ results: z.array(addedSchema), relations: z.array(z.never()) }),
    ]),
    errors,
    refusal: addRefused,
    handler: async (ctx, { body }) => {
      const results = [answerOf(await addMessages(ctx, body, chat()))];
      return body.output_format === "v1.1" && body.version === "v2" ? { results, relations: [] } : results;
    },
  });
