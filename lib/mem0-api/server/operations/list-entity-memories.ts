import { sql } from "drizzle-orm";
import { z } from "zod";
import { withinReach } from "@/lib/access/restriction";
import type { Context } from "@/lib/access/context";
import { entityFieldOf, entityKinds, type EntityKind } from "@/lib/memories/entity";
import { entityIdToFind } from "@/lib/memories/text-schemas";
import type { MemoryId } from "@/lib/memories/types";
import { detailBody, errorBody, refused, refusedDetail } from "@/lib/mem0-api/api-error";
import { all } from "@/lib/mem0-api/filter-fields";
import { pageParameters, visibilityFilters } from "@/lib/mem0-api/list-input";
import { memoryAnswer } from "@/lib/mem0-api/memory-answer";
import { pageAnswer, pageAnswerSchema } from "@/lib/mem0-api/page-answer";
import { noBody, operation } from "@/lib/mem0-api/server/operation";
import { listByOffset } from "@/lib/stores/builtin/list-by-offset";
import { countMemories } from "@/lib/stores/sql/count-memories";
import { uuidsOf } from "@/lib/stores/sql/sql-values";
import { memoryVersions } from "@/drizzle/schema/memories";

const pageSize = 100;

const entityMemorySchema = z
  .object({
    id: z.guid(),
    memory: z.string(),
    metadata: z.record(z.string(), z.unknown()),
    categories: z.array(z.string()),
    input: z.array(z.never()).describe("Always empty: Lethe keeps no conversations."),
    is_updated: z.boolean().describe("Its text has been changed since it was added."),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: "EntityMemory" });

/** The path of one entity; an id is taken literally. */
export const entityParameters = z.strictObject({
  entity_type: z.string().meta({ enum: [...entityKinds] }),
  entity_id: entityIdToFind().refine((text) => text !== "", "An entity ID is empty."),
});
export const entityKindOf = (type: string): EntityKind | undefined =>
  entityKinds.find((kind) => kind === type);

/** https://docs.mem0.ai/api-reference (memories_entity_read) */
export const listEntityMemories = operation({
  id: "list_entity_memories",
  method: "GET",
  path: "/v1/memories/{entity_type}/{entity_id}/",
  group: "Memories",
  summary: "List the memories of a user, agent, app or run",
  description:
    "Newest first, 100 on a page, without expired ones. An ID is taken literally: `*` is the entity with that name.",
  permission: "memories:read",
  pathParameters: entityParameters,
  query: z.strictObject({ page: pageParameters.page }),
  body: noBody,
  answer: pageAnswerSchema(entityMemorySchema),
  errors: [
    {
      status: 400,
      description: "The type is not one of the four, or other input is not valid.",
      body: errorBody,
    },
    { status: 404, description: "The page is after the last one.", body: detailBody },
  ],
  handler: async (ctx, { path, query: { page = 1 }, url }) => {
    const kind = entityKindOf(path.entity_type);
    if (kind === undefined) throw refused("Invalid entity type");
    const filter = withinReach(
      ctx,
      all([
        { field: entityFieldOf[kind], operator: "eq", value: path.entity_id },
        ...visibilityFilters({ show_expired: false, latest_only: false }),
      ]),
    );
    const [count, memories] = await Promise.all([
      countMemories(ctx.database, filter),
      listByOffset(ctx.database, {
        filter,
        sort: { field: "created_at", direction: "desc" },
        offset: (page - 1) * pageSize,
        limit: pageSize,
      }),
    ]);
    if (page > 1 && memories.length === 0) throw refusedDetail(404, "Invalid page.");
    const updated = await updatedOf(
      ctx,
      memories.map(({ id }) => id),
    );
    const results = memories.map((memory) => {
      const { id, memory: text, metadata, categories, created_at, updated_at } = memoryAnswer(memory);
      const is_updated = updated.has(memory.id);
      return { id, memory: text, metadata, categories, input: [], is_updated, created_at, updated_at };
    });
    return pageAnswer({ url, page, pageSize, sizeParameter: null, count: count.value, results });
  },
});

/** Those of some memories that have an earlier text. */
const updatedOf = async ({ database }: Context, ids: MemoryId[]): Promise<Set<string>> => {
  const rows = await database
    .selectDistinct({ id: memoryVersions.memoryId })
    .from(memoryVersions)
    .where(sql`${memoryVersions.memoryId} = any(${uuidsOf(ids)})`);
  return new Set(rows.map(({ id }) => id));
};
