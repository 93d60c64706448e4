import { z } from "zod";
import { noFilterMessage, scopeReach } from "@/lib/deletions/scope/scope";
import { ApiError, errorBody } from "@/lib/mem0-api/api-error";
import { scopeFrom, scopeParameters } from "@/lib/mem0-api/scope-parameters";
import { requestNow } from "@/lib/mem0-api/server/delete-memories";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";

/** The answer for a deletion that continues in the background. */
export const inProgressSchema = z.object({
  message: z.literal("Delete in progress. This may take some time."),
  event_id: z.uuid().describe("Follow it at /v1/event/{event_id}/."),
});

export const inProgress = (eventId: string): z.output<typeof inProgressSchema> => ({
  message: "Delete in progress. This may take some time.",
  event_id: eventId,
});

/** https://docs.mem0.ai/api-reference/memory/delete-memories */
export const deleteAll = operation({
  id: "delete_all_memories",
  method: "DELETE",
  path: "/v1/memories/",
  group: "Memories",
  summary: "Delete memories by entity and metadata",
  description:
    'Deletes what matches at the moment of the call, including immutable and expired memories; what is added later stays, and so does what is on hold: the event says how many in `held_count`. Several filters narrow, including `"*"`, which matches memories that have any value there. `"*"` for all four, alone, wipes the project. No filter is an error. `"*"`, and anything that matches every memory, needs the role admin. Where a second person has to approve it, the event stays PENDING until then, and ends as FAILED when it is declined.',
  permission: "memories:delete",
  pathParameters: nothing,
  query: z.strictObject({ ...scopeParameters }),
  body: noBody,
  answer: inProgressSchema,
  errors: [
    { status: 400, description: "No filter.", body: z.array(z.string()) },
    { status: 400, description: "A filter that is not valid.", body: errorBody },
  ],
  handler: async (ctx, { query }) => {
    const scope = scopeFrom(query);
    if (scopeReach(scope).kind === "nothing") {
      const mem0Text = "One of the filters: app_id, user_id, agent_id, run_id is required!";
      throw new ApiError(400, [mem0Text, noFilterMessage]);
    }
    const { id } = await requestNow(ctx, { kind: "scope", scope, excludedIds: [], keepsImmutable: false });
    return inProgress(id);
  },
});
