import { z } from "zod";
import type { Models } from "@/lib/env/model-settings";
import { errorBody, refused } from "@/lib/mem0-api/api-error";
import { all } from "@/lib/mem0-api/filter-fields";
import { filtersSchema } from "@/lib/mem0-api/filters-schema";
import { visibilityFilters } from "@/lib/mem0-api/list-input";
import { summarizedMax, summarizeMemories } from "@/lib/mem0-api/server/memories/summarize-memories";
import { nothing, operation } from "@/lib/mem0-api/server/operation";
import { ModelError } from "@/lib/models/server/ask-endpoint";

const whyNot =
  "Lethe has no language model to write a summary with. Start it with LETHE_MODEL_URL, LETHE_MODEL_NAME and LETHE_MODEL_KEY set to an OpenAI-compatible endpoint.";

/** https://docs.mem0.ai/platform/platform-vs-oss, "Summaries"; the API description has no more than the shape of the call. */
export const summarizeMemoriesOperation = ({ chat }: Pick<Models, "chat">) =>
  operation({
    id: "summarize_memories",
    method: "POST",
    path: "/v1/summary/",
    group: "Memories",
    summary: "Get a summary of memories",
    description: `Written anew by a language model at each call, if Lethe has been given one (\`LETHE_MODEL_URL\`), and kept nowhere; without one it is a 400. The first 1,000 characters of the ${summarizedMax} newest memories that the filters find are sent to it, expired and superseded ones left out; \`memory_count\` says how many there are, \`summarized_count\` how many were sent. An empty list when there are none.`,
    differs:
      "Needs a language model of your own, and summarises the newest 200 memories; the answer says how many there are.",
    permission: "memories:read",
    pathParameters: nothing,
    query: nothing,
    body: z.strictObject({ filters: filtersSchema }),
    answer: z.array(
      z.object({
        summary: z.string(),
        memory_count: z.int().min(1),
        summarized_count: z.int().min(1).max(summarizedMax),
      }),
    ),
    errors: [
      { status: 400, description: "A filter without an entity ID, or no model.", body: errorBody },
      { status: 503, description: "The model did not answer, or not with a summary.", body: errorBody },
    ],
    handler: async (ctx, { body }) => {
      const model = chat();
      if (model === null) throw refused(whyNot);
      const visible = visibilityFilters({ show_expired: false, latest_only: true });
      const found = await summarizeMemories(ctx, all([body.filters, ...visible]), model).catch(
        (error: unknown) => {
          if (error instanceof ModelError) throw refused(error.message, 503);
          throw error;
        },
      );
      if (found === null) return [];
      const { summary, memoryCount, summarizedCount } = found;
      return [{ summary, memory_count: memoryCount, summarized_count: summarizedCount }];
    },
  });
