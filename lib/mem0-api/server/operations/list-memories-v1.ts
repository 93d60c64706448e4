import { z } from "zod";
import type { Filter } from "@/lib/filters/filter";
import { ApiError, detailBody, errorBody, refusedDetail } from "@/lib/mem0-api/api-error";
import { all } from "@/lib/mem0-api/filter-fields";
import { scopeRequiredText } from "@/lib/mem0-api/filters-schema";
import {
  categoriesParameter,
  narrowingFilters,
  narrowingParameters,
  pageParameters,
  pageSizeMax,
  visibilityFilters,
} from "@/lib/mem0-api/list-input";
import { fieldsParameter, memoryFieldsSchema } from "@/lib/mem0-api/memory-fields";
import { pageAnswer, pageAnswerSchema } from "@/lib/mem0-api/page-answer";
import { queryList, scopeFilter, scopeFrom, scopeParameters } from "@/lib/mem0-api/scope-parameters";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { readPage } from "@/lib/mem0-api/server/read-page";

const query = z.strictObject({
  ...scopeParameters,
  ...narrowingParameters,
  categories: queryList(categoriesParameter).optional(),
  fields: queryList(fieldsParameter).optional(),
  ...pageParameters,
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(pageSizeMax, `limit must be <= ${pageSizeMax}`)
    .optional()
    .describe("No effect when both page and page_size are given."),
});

/** The list of Mem0's first version, with its filters in the query. Clients released before 2026 use it. */
export const listMemoriesV1 = operation({
  id: "list_memories_v1",
  method: "GET",
  path: "/v1/memories/",
  group: "Memories",
  summary: "List memories by entity and metadata",
  description:
    "Without expired memories, newest first. A bare list, unless both `page` and `page_size` are given. Several filters narrow.",
  isDeprecated: true,
  permission: "memories:read",
  pathParameters: nothing,
  query,
  body: noBody,
  answer: z.union([z.array(memoryFieldsSchema), pageAnswerSchema(memoryFieldsSchema)]),
  errors: [
    { status: 400, description: "No entity ID is given.", body: z.array(z.string()) },
    { status: 400, description: "Other input that is not valid.", body: errorBody },
    { status: 404, description: "The page is after the last one.", body: detailBody },
  ],
  handler: async (ctx, { query, url }) => {
    const filter = filterOf(query);
    const isPaged = query.page !== undefined && query.page_size !== undefined;
    const page = query.page ?? 1;
    const pageSize = query.page_size ?? query.limit ?? 100;
    const { count, results } = await readPage(ctx, { filter, page, pageSize, fields: query.fields });
    if (page > 1 && results.length === 0) throw refusedDetail(404, "Invalid page.");
    return isPaged ? pageAnswer({ url, page, pageSize, count, results }) : results;
  },
});

const filterOf = (input: z.output<typeof query>): Filter => {
  const filter = scopeFilter(scopeFrom(input));
  if (filter === null) throw new ApiError(400, [scopeRequiredText]);
  return all([
    filter,
    ...visibilityFilters({ show_expired: false, latest_only: false }),
    ...narrowingFilters(input),
  ]);
};
