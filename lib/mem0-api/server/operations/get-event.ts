import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { getDeletion } from "@/lib/deletions/server/history/get-deletion";
import { ExpectedError } from "@/lib/errors/expected-error";
import { errorBody, refused } from "@/lib/mem0-api/api-error";
import { additionEvent, deletionEvent, eventAnswerSchema } from "@/lib/mem0-api/event-answer";
import { eventDaysKept } from "@/lib/mem0-api/addition";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { reachedAdditions } from "@/lib/mem0-api/server/read-events";
import { additions } from "@/drizzle/schema/additions";

const eventNotFound = () => refused("Event not found or you don't have permission to access it.", 404);

/** https://docs.mem0.ai/api-reference/events/get-event */
export const getEvent = operation({
  id: "get_event",
  method: "GET",
  path: "/v1/event/{event_id}/",
  group: "Events",
  summary: "The status of an add or a deletion",
  description: `An add is complete when it is answered, and can be looked up for ${eventDaysKept} days. A deletion has SUCCEEDED when everything is deleted, read back and found to be gone; a deletion that ended with anything left, or was cancelled, has FAILED and says so in \`error\`. Copies that a Mem0 store keeps elsewhere, such as in its history, do not make it fail: \`metadata.copies\` says whether some remain. What could not be read back at the end is corrected later, and so is the event.`,
  permission: "deletions:read",
  pathParameters: z.strictObject({ event_id: z.uuid("event_id should be a valid UUID") }),
  query: nothing,
  body: noBody,
  answer: eventAnswerSchema,
  errors: [
    { status: 400, description: "The ID is not a UUID.", body: errorBody },
    { status: 404, description: "There is no such event.", body: errorBody },
  ],
  handler: async (ctx, { path }) => {
    const [addition] = await ctx.database
      .select()
      .from(additions)
      .where(and(eq(additions.id, path.event_id), reachedAdditions(ctx)));
    if (addition !== undefined) return additionEvent(addition);
    const deletion = await getDeletion(ctx, deletionIdSchema.parse(path.event_id)).catch((error: unknown) => {
      throw error instanceof ExpectedError && error.code === "not_found" ? eventNotFound() : error;
    });
    return deletionEvent(deletion);
  },
});
