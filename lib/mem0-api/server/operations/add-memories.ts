import { z } from "zod";
import { addParameters } from "@/lib/mem0-api/add-input";
import { addMessages, addRefused } from "@/lib/mem0-api/server/add-messages";
import { nothing, operation, Reply } from "@/lib/mem0-api/server/operation";
import type { Models } from "@/lib/env/model-settings";

const refusedBody = z
  .object({ error: z.string(), details: z.object({ message: z.string() }) })
  .meta({ id: "AddError" });

const errors = [
  { status: 400, description: "No entity ID, or other input that is not valid.", body: refusedBody },
  {
    status: 409,
    description:
      "An ID belongs to somebody whose data was erased, and whose new memories are refused. Nothing is stored, and nothing is told to the model.",
    body: refusedBody,
  },
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
        memory: z.string().describe("The same, where Mem0's command lines read it."),
        event: z
          .enum(["ADD", "NOOP"])
          .describe(
            "`NOOP`: exactly this is stored already, with the same text, IDs, metadata, expiration date and flag, as this memory.",
          ),
      }),
    ),
    left_out: z
      .array(z.object({ message: z.int().min(0), kind: z.string() }))
      .optional()
      .describe("What was not stored: in which message, counted from 0, and of which kind: `image_url` …"),
  })
  .meta({ id: "Added" });

type Added = z.input<typeof addedSchema>;

const answerOf = ({ id, memories, leftOut }: Awaited<ReturnType<typeof addMessages>>): Added => ({
  message: memories.some(({ isRepeat }) => !isRepeat)
    ? "Memories stored successfully"
    : "There was nothing new to store",
  status: "SUCCEEDED",
  event_id: id,
  results: memories.map((memory) => ({
    id: memory.id,
    data: { memory: memory.memory },
    memory: memory.memory,
    event: memory.isRepeat ? "NOOP" : "ADD",
  })),
  ...(leftOut.length === 0 ? {} : { left_out: leftOut }),
});

const headerLengthMax = 1000;

/** "messages[2] image_url, messages[4] tool_calls". The kinds are plain names. */
const withHeaders = <Body>(body: Body, { left_out: leftOut = [] }: Added): Reply<Body> => {
  const text = leftOut.map(({ message, kind }) => `messages[${message}] ${kind}`).join(", ");
  const shown = text.length > headerLengthMax ? `${text.slice(0, headerLengthMax)}...` : text;
  return new Reply(body, { headers: shown === "" ? {} : { "x-lethe-left-out": shown } });
};

const description =
  "Answered when the memories are stored. With `infer: false` each message but those of a system becomes a memory, with all IDs. With `infer: true` a language model extracts facts, if Lethe has been given one (`LETHE_MODEL_URL`); without one it is a 400. A fact belongs to the user or the agent that stated it; what a tool answered is not told to the model. What is stored already, with the same text, IDs, metadata, expiration date and flag, is not stored again. Images and documents are left out, and so are calls of tools: `left_out` and the header `X-Lethe-Left-Out` say so.";

const differs =
  "Answered when the memories are stored, and never PENDING. Images and documents are left out, and the answer says so. The same text with other metadata is another memory.";

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
    differs,
    refusal: addRefused,
    handler: async (ctx, { body }) => {
      const added = answerOf(await addMessages(ctx, body, chat()));
      return withHeaders(added, added);
    },
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
    differs,
    refusal: addRefused,
    handler: async (ctx, { body }) => {
      const added = answerOf(await addMessages(ctx, body, chat()));
      const isObject = body.output_format === "v1.1" && body.version === "v2";
      return withHeaders(isObject ? { results: [added], relations: [] } : [added], added);
    },
  });
