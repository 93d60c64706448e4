import { z } from "zod";
import { errorBody } from "@/lib/mem0-api/api-error";
import { eventAnswerSchema, eventStatuses, eventTypes } from "@/lib/mem0-api/event-answer";
import { pageParameters } from "@/lib/mem0-api/list-input";
import { eventDaysKept } from "@/lib/mem0-api/addition";
import { momentValue } from "@/lib/mem0-api/moment-values";
import { pageAnswer, pageAnswerSchema } from "@/lib/mem0-api/page-answer";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { readEvents } from "@/lib/mem0-api/server/read-events";

/**
 * What narrows the list. Mem0 says that there are filters ("Total number of events matching the filters") and not what they are
 * called: these are named as the fields of an event, and as the dates of a list of memories.
 */
export const eventParameters = {
  event_type: z
    .enum(eventTypes, `Lethe's events are of the types ${eventTypes.join(" and ")}; others are not recorded.`)
    .optional(),
  status: z.enum(eventStatuses).optional(),
  start_date: momentValue
    .optional()
    .describe("Requested at or after this; a day counts from its start in UTC."),
  end_date: momentValue.optional().describe("Requested at or before this; a day counts to its end in UTC."),
};

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
  query: z.strictObject({ ...pageParameters, ...eventParameters }),
  body: noBody,
  answer: pageAnswerSchema(eventAnswerSchema),
  errors: [{ status: 400, description: "Input that is not valid.", body: errorBody }],
  differs: "Adds and deletions only: searches are not recorded. Filters by type, status and dates.",
  handler: async (ctx, { query, url }) => {
    const page = query.page ?? 1;
    const pageSize = query.page_size ?? 100;
    const { count, events: results } = await readEvents(ctx, {
      offset: (page - 1) * pageSize,
      limit: pageSize,
      type: query.event_type,
      status: query.status,
      from: query.start_date,
      to: query.end_date,
    });
    return pageAnswer({ url, page, pageSize, count, results });
  },
});
