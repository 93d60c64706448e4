import { desc } from "drizzle-orm";
import { z } from "zod";
import { deletionColumns, deletionFrom } from "@/lib/deletions/server/deletion-row";
import { errorBody } from "@/lib/mem0-api/api-error";
import { deletionEvent, eventAnswerSchema } from "@/lib/mem0-api/event-answer";
import { pageParameters, projectParameters } from "@/lib/mem0-api/list-input";
import { pageAnswer, pageAnswerSchema } from "@/lib/mem0-api/page-answer";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { deletions } from "@/drizzle/schema/deletions";

/** https://docs.mem0.ai/api-reference/events/get-events */
export const listEvents = operation({
  id: "list_events",
  method: "GET",
  path: "/v1/events/",
  group: "Events",
  summary: "Deletions, newest first",
  description: "All of the project's, also those made in the console.",
  permission: "deletions:read",
  pathParameters: nothing,
  query: z.strictObject({ ...pageParameters, ...projectParameters }),
  body: noBody,
  answer: pageAnswerSchema(eventAnswerSchema),
  errors: [{ status: 400, description: "Input that is not valid.", body: errorBody }],
  handler: async (ctx, { query, url }) => {
    const page = query.page ?? 1;
    const pageSize = query.page_size ?? 100;
    const [rows, count] = await Promise.all([
      ctx.database
        .select(deletionColumns)
        .from(deletions)
        .orderBy(desc(deletions.createdAt), desc(deletions.id))
        .limit(pageSize)
        .offset((page - 1) * pageSize),
      ctx.database.$count(deletions),
    ]);
    const results = rows.map((row) => deletionEvent(deletionFrom(row)));
    return pageAnswer({ url, page, pageSize, count, results });
  },
});
