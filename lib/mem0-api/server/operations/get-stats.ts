import { z } from "zod";
import { withinReach } from "@/lib/access/restriction";
import { eventDaysKept } from "@/lib/mem0-api/addition";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { reachedAdditions } from "@/lib/mem0-api/server/read-events";
import { countStore } from "@/lib/stores/builtin/count-store";
import { additions } from "@/drizzle/schema/additions";

const count = z.int().min(0);
const notCounted = z.null().describe("Always null: Lethe does not record searches and reads.");
const average = (what: string) => count.describe(`Memories that name ${what}, for each of them; rounded.`);

/** https://docs.mem0.ai/api-reference (stats_list) */
export const getStats = operation({
  id: "get_stats",
  method: "GET",
  path: "/v1/stats/",
  group: "Connection",
  summary: "Numbers of memories, users, agents and runs",
  description: "Exact, as it stands now; expired memories are counted.",
  permission: "memories:read",
  pathParameters: nothing,
  query: nothing,
  body: noBody,
  answer: z.object({
    total_memories: count.describe("Stored now; those that were deleted are not counted."),
    total_retrieval_events: notCounted,
    total_add_events: count.describe(`Of the last ${eventDaysKept} days.`),
    total_api_retrieval_events: notCounted,
    total_retrieval_events_limit: z.null().describe("Always null: there is none."),
    total_users_with_memories: count,
    total_agents_with_memories: count,
    total_runs_with_memories: count,
    memories_per_user: average("a user"),
    memories_per_agent: average("an agent"),
    memories_per_run: average("a run"),
  }),
  differs: `Memories stored now, and adds of the last ${eventDaysKept} days. Searches are not recorded: their numbers are null.`,
  handler: async (ctx) => {
    const [counts, adds] = await Promise.all([
      countStore(ctx.database, withinReach(ctx, null)),
      ctx.database.$count(additions, reachedAdditions(ctx)),
    ]);
    return {
      total_memories: counts.memories,
      total_retrieval_events: null,
      total_add_events: adds,
      total_api_retrieval_events: null,
      total_retrieval_events_limit: null,
      total_users_with_memories: counts.users.entities,
      total_agents_with_memories: counts.agents.entities,
      total_runs_with_memories: counts.runs.entities,
      memories_per_user: each(counts.users),
      memories_per_agent: each(counts.agents),
      memories_per_run: each(counts.runs),
    };
  },
});

const each = ({ memories, entities }: { memories: number; entities: number }): number =>
  entities === 0 ? 0 : Math.round(memories / entities);
