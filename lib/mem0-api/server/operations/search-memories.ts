import { z } from "zod";
import type { Context } from "@/lib/access/context";
import { sentMetadataSchema } from "@/lib/deletions/scope/scope-schema";
import type { Filter } from "@/lib/filters/filter";
import type { Scalar } from "@/lib/json/scalar";
import { ApiError, errorBody, messageBody, refused } from "@/lib/mem0-api/api-error";
import { all } from "@/lib/mem0-api/filter-fields";
import { filtersSchema, scopeRequiredText } from "@/lib/mem0-api/filters-schema";
import { filterOfIdsOrFilters, idsOrFilters } from "@/lib/mem0-api/ids-or-filters";
import {
  categoriesParameter,
  narrowingFilters,
  visibilityFilters,
  visibilityParameters,
} from "@/lib/mem0-api/list-input";
import { foundAnswer } from "@/lib/mem0-api/memory-answer";
import { foundFieldsParameter, foundFieldsSchema, withFields } from "@/lib/mem0-api/memory-fields";
import { withoutEffect } from "@/lib/mem0-api/without-effect";
import { nothing, operation } from "@/lib/mem0-api/server/operation";
import { searchMemories } from "@/lib/mem0-api/server/memories/search-memories";
import type { Models } from "@/lib/env/model-settings";

const bodyParameters = {
  query: z
    .string()
    .refine((text) => text.trim() !== "", "Invalid query: cannot be empty or whitespace-only.")
    .describe(
      "Only the eight longest words in the first 2,000 characters count; words such as `the` do not.",
    ),
  filters: filtersSchema,
  ...visibilityParameters,
  top_k: z.int().min(1).max(1000).default(10),
  threshold: z.number().min(0).max(1).default(0.1).describe("Memories that score lower are left out."),
  fields: foundFieldsParameter.optional(),
  categories: categoriesParameter.optional(),
  metadata: sentMetadataSchema
    .optional()
    .meta({ type: "object", description: "These values at these top-level keys." }),
  rerank: withoutEffect(z.boolean()),
  keyword_search: withoutEffect(z.boolean(), "Every search is by keywords."),
  reference_date: withoutEffect(z.union([z.number(), z.string(), z.null()])),
  output_format: withoutEffect(z.string().nullable()),
};
const searchBody = z.strictObject(bodyParameters);
type SearchBody = Omit<z.output<typeof searchBody>, "metadata"> & {
  metadata?: Record<string, Scalar> | null | undefined;
};
type SearchModels = Pick<Models, "embedding" | "onFailure">;

const description =
  "Ranks by the share of the query's words in a memory (`words`; other forms of an English word count too) and by how close it is in spelling (`likeness`). Of a word that more than 1,000 memories have, 1,000 are looked at. By meaning only if Lethe has been given an embedding model (`LETHE_EMBEDDING_URL`): then the query and the first 2,000 characters of the 100 best by words and of the 100 newest memories that the filter finds are sent to it at each search. `meaning` makes seven tenths of the score, and the words three. Beyond those 200 it is null, and the words make their three tenths alone; where the model does not answer within 10 seconds it is null everywhere, and the score is that of the words. Vectors are not kept.";

const errors = [
  { status: 400, description: "An empty query, or a filter that is not valid.", body: errorBody },
];

/** https://docs.mem0.ai/api-reference/memory/search-memories */
export const searchMemoriesOperation = (models: SearchModels) =>
  operation({
    id: "search_memories",
    method: "POST",
    path: "/v3/memories/search/",
    group: "Memories",
    summary: "Search memories",
    description,
    permission: "memories:read",
    pathParameters: nothing,
    query: nothing,
    body: searchBody,
    answer: z.object({ results: z.array(foundFieldsSchema) }),
    errors,
    handler: async (ctx, { body }) => ({ results: await resultsOf(ctx, body, models) }),
  });

export const searchMemoriesV2Operation = (models: SearchModels) =>
  operation({
    id: "search_memories_v2",
    method: "POST",
    path: "/v2/memories/search/",
    group: "Memories",
    summary: "Search memories, answered as a bare list",
    description:
      "As version 3, with a higher threshold unless another is given. The four IDs can stand beside `filters`, or in their place.",
    isDeprecated: true,
    permission: "memories:read",
    pathParameters: nothing,
    query: nothing,
    body: z.strictObject({
      ...bodyParameters,
      ...idsOrFilters,
      threshold: z.number().min(0).max(1).default(0.3).describe("Memories that score lower are left out."),
      version: withoutEffect(z.string()),
      filter_memories: withoutEffect(z.boolean()),
    }),
    answer: z.array(foundFieldsSchema),
    errors,
    handler: (ctx, { body }) =>
      resultsOf(ctx, { ...body, filters: filterOfIdsOrFilters(body, refused) }, models),
  });

/** The search of Mem0's first version, which clients released before 2026 use. */
export const searchMemoriesV1Operation = (models: SearchModels) =>
  operation({
    id: "search_memories_v1",
    method: "POST",
    path: "/v1/memories/search/",
    group: "Memories",
    summary: "Search memories by entity and metadata",
    description:
      'As version 3, without a threshold unless one is given. A bare list, unless `output_format` is "v1.1". The four IDs can stand beside `filters`, or in their place.',
    isDeprecated: true,
    permission: "memories:read",
    pathParameters: nothing,
    query: nothing,
    body: z.strictObject({
      ...bodyParameters,
      ...idsOrFilters,
      threshold: z.number().min(0).max(1).default(0).describe("Memories that score lower are left out."),
      metadata: bodyParameters.metadata.nullable(),
      output_format: z.string().nullish().describe('"v1.1": the results in an object.'),
      version: withoutEffect(z.string().nullable()),
      filter_memories: withoutEffect(z.boolean()),
      only_metadata_based_search: withoutEffect(z.boolean(), "Metadata narrows every search."),
    }),
    answer: z.union([
      z.array(foundFieldsSchema),
      z.object({ results: z.array(foundFieldsSchema), relations: z.array(z.never()) }),
    ]),
    errors: [...errors, { status: 400, description: "No entity ID.", body: messageBody }],
    handler: async (ctx, { body }) => {
      const filters = filterOfIdsOrFilters(body, (text) =>
        text === scopeRequiredText ? new ApiError(400, { message: text }) : refused(text),
      );
      const results = await resultsOf(ctx, { ...body, filters }, models);
      return body.output_format === "v1.1" ? { results, relations: [] } : results;
    },
  });

const resultsOf = async (ctx: Context, body: SearchBody, models: SearchModels) => {
  const found = await searchMemories(
    ctx,
    { query: body.query, filter: filterOf(body), limit: body.top_k, threshold: body.threshold },
    models,
  );
  return found.map((each) => withFields(foundAnswer(each), body.fields));
};

const filterOf = (body: SearchBody): Filter => {
  const wanted: Record<string, Scalar> = body.metadata ?? {};
  const metadata = Object.entries(wanted).map(([key, value]): Filter => ({
    field: "metadata",
    key,
    operator: "eq",
    value,
  }));
  return all([body.filters, ...visibilityFilters(body), ...narrowingFilters(body), ...metadata]);
};
