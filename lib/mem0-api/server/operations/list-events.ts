import { z } from "zod";
import { errorBody } from "@/lib/mem0-api/api-error";
import { eventAnswerSchema } from "@/lib/mem0-api/event-answer";
import { pageParameters } from "@/lib/mem0-api/list-input";
import { eventDaysKept } from "@/lib/mem0-api/addition";
import { pageAnswer, pageAnswerSchema } from "@/lib/mem0-api/page-answer";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { readEvents } from "@/lib/mem0-api/server/read-events";

/**
 * https://docs.mem0.ai/api-reference/events/get-events. What an event is of: https://docs.mem0.ai/platform/platform-vs-oss
 * ("recent add/search/delete events"), and which operations answer an `event_id`.
 */
export const listEvents = operation({
  id: "list_events",
  method: "GET",
  path: "/v1/events/",
  group: "Events",
  summary: "Adds and deletions, newest first",
  description: `All of the project's, also deletions made in the console. Adds of the last ${eventDaysKept} days; deletions stay. Updates are not events, as in Mem0 (see the memory's history); searches, which Mem0 lists too, are not recorded.`,
  permission: "deletions:read",
  pathParameters: nothing,
  query: z.strictObject({ ...pageParameters }),
  body: noBody,
  answer: pageAnswerSchema(eventAnswerSchema),
  errors: [{ status: 400, description: "Input that is not valid.", body: errorBody }],
  handler: async (ctx, { query, url }) => {
    const page = query.page ?? 1;
    const pageSize = query.page_size ?? 100;
    const { count, events: results } = await readEvents(ctx, {
      offset: (page - 1) * pageSize,
      limit: pageSize,
    });
    return pageAnswer({ url, page, pageSize, count, results });
  },
});
