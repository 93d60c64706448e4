import { z } from "zod";
import { withinReach } from "@/lib/access/restriction";
import { detailBody, errorBody, refusedDetail } from "@/lib/mem0-api/api-error";
import { historyEntry, historyEntrySchema } from "@/lib/mem0-api/history-answer";
import { pageParameters, pageSizeMax } from "@/lib/mem0-api/list-input";
import { pageAnswer, pageAnswerSchema } from "@/lib/mem0-api/page-answer";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { listHistory as list } from "@/lib/stores/builtin/list-history";

/** https://docs.mem0.ai/api-reference (memories_events_list) */
export const listHistory = operation({
  id: "list_history",
  method: "GET",
  path: "/v1/memories/events/",
  group: "Memories",
  summary: "The versions of all memories",
  description:
    "Newest first, in the shape of a memory's history; not the events of `/v1/events/`. Deleting a memory deletes its versions. Pages are by position, so they shift when memories are added or deleted while you read.",
  permission: "memories:read",
  pathParameters: nothing,
  query: z.strictObject({
    page: pageParameters.page,
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(pageSizeMax, `limit must be <= ${pageSizeMax}`)
      .optional()
      .describe("Versions on a page. Default: 100."),
  }),
  body: noBody,
  answer: pageAnswerSchema(historyEntrySchema),
  errors: [
    { status: 400, description: "Input that is not valid.", body: errorBody },
    { status: 404, description: "The page is after the last one.", body: detailBody },
  ],
  differs: "Deletions are not in it: nothing of a deleted memory is kept.",
  handler: async (ctx, { query: { page = 1, limit = 100 }, url }) => {
    const { count, versions } = await list(ctx.database, {
      filter: withinReach(ctx, null),
      offset: (page - 1) * limit,
      limit,
    });
    if (page > 1 && versions.length === 0) throw refusedDetail(404, "Invalid page.");
    const results = versions.map(({ memory, version, position }) => historyEntry(memory, version, position));
    return pageAnswer({ url, page, pageSize: limit, sizeParameter: "limit", count, results });
  },
});
