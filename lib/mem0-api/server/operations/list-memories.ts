import { z } from "zod";
import type { Filter } from "@/lib/filters/filter";
import { ApiError, errorBody, messageBody, refused } from "@/lib/mem0-api/api-error";
import { all } from "@/lib/mem0-api/filter-fields";
import { filtersSchema, scopeRequiredText } from "@/lib/mem0-api/filters-schema";
import {
  categoriesParameter,
  narrowingFilters,
  narrowingParameters,
  pageParameters,
  pageSizeMax,
  visibilityFilters,
  visibilityParameters,
} from "@/lib/mem0-api/list-input";
import { fieldsParameter, memoryFieldsSchema } from "@/lib/mem0-api/memory-fields";
import { filterOfIdsOrFilters, idsOrFilters } from "@/lib/mem0-api/ids-or-filters";
import { pageAnswer, pageAnswerSchema } from "@/lib/mem0-api/page-answer";
import { nothing, operation } from "@/lib/mem0-api/server/operation";
import { readPage } from "@/lib/mem0-api/server/read-page";

const bodyParameters = {
  filters: filtersSchema,
  ...visibilityParameters,
  ...narrowingParameters,
  categories: categoriesParameter.optional(),
  fields: fieldsParameter.optional(),
  page: z.int().min(1).max(1_000_000).optional().describe("The one in the query takes precedence."),
  page_size: z
    .int()
    .min(1)
    .max(pageSizeMax, `page_size must be <= ${pageSizeMax}`)
    .optional()
    .describe("The one in the query takes precedence."),
};
const listBody = z.strictObject(bodyParameters);
type ListBody = z.output<typeof listBody>;

/** https://docs.mem0.ai/api-reference/memory/get-memories */
export const listMemories = operation({
  id: "list_memories",
  method: "POST",
  path: "/v3/memories/",
  group: "Memories",
  summary: "List memories",
  description:
    "Newest first. `count` is exact. Superseded memories are listed unless `latest_only`; expired ones only with `show_expired`. Pages are by position, so they shift when memories are deleted while you read: to delete all of something, use delete all.",
  permission: "memories:read",
  pathParameters: nothing,
  query: z.strictObject({ ...pageParameters }),
  body: listBody,
  answer: pageAnswerSchema(memoryFieldsSchema),
  errors: [
    { status: 400, description: "A filter that is not valid, or without an entity ID.", body: errorBody },
  ],
  handler: async (ctx, { query, body, url }) => {
    const page = query.page ?? body.page ?? 1;
    const pageSize = query.page_size ?? body.page_size ?? 100;
    const { count, results } = await readPage(ctx, {
      filter: filterOf(body),
      page,
      pageSize,
      fields: body.fields,
    });
    return pageAnswer({ url, page, pageSize, count, results });
  },
});

/** https://docs.mem0.ai, "Get memories" of version 2: the same, without the envelope. */
export const listMemoriesV2 = operation({
  id: "list_memories_v2",
  method: "POST",
  path: "/v2/memories/",
  group: "Memories",
  summary: "List memories without their number",
  description: "As version 3. The four IDs can stand beside `filters`, or in their place.",
  isDeprecated: true,
  permission: "memories:read",
  pathParameters: nothing,
  query: z.strictObject({ ...pageParameters }),
  body: z.strictObject({ ...bodyParameters, ...idsOrFilters }),
  answer: z.array(memoryFieldsSchema),
  errors: [
    { status: 400, description: "A filter without an entity ID.", body: messageBody },
    { status: 400, description: "Other input that is not valid.", body: errorBody },
  ],
  handler: async (ctx, { query, body }) => {
    const { results } = await readPage(ctx, {
      filter: filterOf({ ...body, filters: filterOfIdsOrFilters(body, refusedV2) }),
      page: query.page ?? body.page ?? 1,
      pageSize: query.page_size ?? body.page_size ?? 100,
      fields: body.fields,
    });
    return results;
  },
});

const refusedV2 = (text: string): ApiError =>
  text === scopeRequiredText ? new ApiError(400, { message: text }) : refused(text);

const filterOf = (body: ListBody): Filter =>
  all([body.filters, ...visibilityFilters(body), ...narrowingFilters(body)]);
