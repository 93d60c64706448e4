import { z } from "zod";
import { entityKinds } from "@/lib/memories/entity";
import { pageParameters } from "@/lib/mem0-api/list-input";
import { pageAnswer, pageAnswerSchema } from "@/lib/mem0-api/page-answer";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { listEntitiesOfAllKinds } from "@/lib/stores/builtin/list-entities-of-all-kinds";

const total = z.int().min(0);

const entityAnswerSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.enum(entityKinds),
    total_memories: total.describe("Expired ones included."),
    owner: z.string().describe("Always lethe: the one project."),
    metadata: z.null().describe("Entities have none of their own here."),
    created_at: z.iso.datetime().describe("When its first memory was created."),
    updated_at: z.iso.datetime().describe("When one of its memories was last updated."),
  })
  .meta({ id: "Entity" });

/** https://docs.mem0.ai/api-reference/entities/get-users */
export const listEntities = operation({
  id: "list_entities",
  method: "GET",
  path: "/v1/entities/",
  group: "Entities",
  summary: "List users, agents, apps and runs",
  description:
    "Users first, then agents, apps and runs, each from A to Z. An entity exists as long as a memory names it.",
  permission: "memories:read",
  pathParameters: nothing,
  query: z.strictObject({ ...pageParameters }),
  body: noBody,
  answer: pageAnswerSchema(entityAnswerSchema).extend({
    total_users: total,
    total_agents: total,
    total_apps: total,
    total_runs: total,
  }),
  handler: async (ctx, { query, url }) => {
    const page = query.page ?? 1;
    const pageSize = query.page_size ?? 100;
    const { entities, totals } = await listEntitiesOfAllKinds(ctx, {
      offset: (page - 1) * pageSize,
      limit: pageSize,
    });
    const count = totals.user + totals.agent + totals.app + totals.run;
    const results = entities.map((entity) => ({
      id: `${entity.kind}:${entity.value}`,
      name: entity.value,
      type: entity.kind,
      total_memories: entity.count,
      owner: "lethe",
      metadata: null,
      created_at: entity.firstActivityAt,
      updated_at: entity.lastActivityAt,
    }));
    return {
      ...pageAnswer({ url, page, pageSize, count, results }),
      total_users: totals.user,
      total_agents: totals.agent,
      total_apps: totals.app,
      total_runs: totals.run,
    };
  },
});
