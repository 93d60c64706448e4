import { z } from "zod";
import { entityAnswer, entityAnswerSchema } from "@/lib/mem0-api/entity-answer";
import { pageParameters, pageSizeMax } from "@/lib/mem0-api/list-input";
import { pageAnswer, pageAnswerSchema } from "@/lib/mem0-api/page-answer";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { listEntitiesOfAllKinds } from "@/lib/stores/builtin/list-entities-of-all-kinds";

const total = z.int().min(0);

/**
 * So many are listed when no page is asked for. Mem0's clients ask for none where they delete every entity, and then say that all
 * are deleted (`deleteUsers()`, `reset()`).
 */
const unpagedMax = 10_000;

/** https://docs.mem0.ai/api-reference/entities/get-users */
export const listEntities = operation({
  id: "list_entities",
  method: "GET",
  path: "/v1/entities/",
  group: "Entities",
  summary: "List users, agents, apps and runs",
  description:
    "Users first, then agents, apps and runs, each from A to Z. An entity exists as long as a memory names it. Without `page` and `page_size` all are listed, up to 10,000; with one of them, pages of 100 or as many as asked for.",
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
  differs:
    "Without a page it lists at most 10,000; a client that deletes every entity it finds there has to ask again for the rest, and reaches no memory that names none.",
  handler: async (ctx, { query, url }) => {
    const isPaged = query.page !== undefined || query.page_size !== undefined;
    const page = query.page ?? 1;
    const pageSize = query.page_size ?? 100;
    const { entities, totals } = await listEntitiesOfAllKinds(
      ctx,
      isPaged ? { offset: (page - 1) * pageSize, limit: pageSize } : { offset: 0, limit: unpagedMax },
    );
    const count = totals.user + totals.agent + totals.app + totals.run;
    const results = entities.map(entityAnswer);
    return {
      ...(isPaged ? pageAnswer({ url, page, pageSize, count, results }) : wholeAnswer(url, count, results)),
      total_users: totals.user,
      total_agents: totals.agent,
      total_apps: totals.app,
      total_runs: totals.run,
    };
  },
});

/** All on one page; where there are more, the next page goes on behind it in pages of the largest size. */
const wholeAnswer = <Result>(url: URL, count: number, results: Result[]) => ({
  ...pageAnswer({ url, page: unpagedMax / pageSizeMax, pageSize: pageSizeMax, count, results }),
  previous: null,
});
