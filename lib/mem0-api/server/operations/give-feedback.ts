import { z } from "zod";
import { errorBody } from "@/lib/mem0-api/api-error";
import { giveFeedback as give } from "@/lib/mem0-api/server/memories/give-feedback";
import { nothing, operation } from "@/lib/mem0-api/server/operation";
import { memoryNotFound } from "@/lib/mem0-api/server/operations/get-memory";
import { storableText } from "@/lib/memories/storable";
import { feedbackVerdicts } from "@/lib/memories/types";
import { builtinIdSchema } from "@/lib/memories/memory-id-schema";

const reasonLengthMax = 2_000;

/** https://docs.mem0.ai/api-reference/memory/feedback and https://docs.mem0.ai/platform/features/feedback-mechanism */
export const giveFeedback = operation({
  id: "give_feedback",
  method: "POST",
  path: "/v1/feedback/",
  group: "Memories",
  summary: "Give feedback on a memory",
  description:
    "Takes the place of what was given before; without `feedback` and `feedback_reason`, or with null for both, it is taken back. It is kept with the memory and deleted with it, and shown where the memory is shown; searches do not go by it. What is on hold is refused. A memory has one feedback, so the ID of the feedback is the memory's.",
  permission: "memories:write",
  pathParameters: nothing,
  query: nothing,
  body: z.strictObject({
    memory_id: z.guid("Invalid memory_id").pipe(builtinIdSchema),
    feedback: z.enum(feedbackVerdicts).nullish(),
    feedback_reason: storableText
      .max(reasonLengthMax, `is longer than ${reasonLengthMax.toLocaleString("en")} characters`)
      .nullish(),
  }),
  answer: z.object({
    id: z.guid(),
    feedback: z.enum(feedbackVerdicts).nullable(),
    feedback_reason: z.string().nullable(),
  }),
  errors: [
    { status: 400, description: "The ID is not a UUID, or other input is not valid.", body: errorBody },
    { status: 404, description: "There is no such memory. (Mem0 answers 500.)", body: errorBody },
    { status: 409, description: "It is on hold.", body: errorBody },
  ],
  handler: async (ctx, { body }) => {
    const feedback = body.feedback ?? null;
    // An empty reason is none.
    const feedbackReason = body.feedback_reason || null;
    if (!(await give(ctx, { id: body.memory_id, feedback, feedbackReason }))) throw memoryNotFound();
    return { id: body.memory_id, feedback, feedback_reason: feedbackReason };
  },
});
