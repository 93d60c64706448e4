import { z } from "zod";
import { entityKinds } from "@/lib/memories/entity";
import { ApiError, errorBody, messageBody } from "@/lib/mem0-api/api-error";
import { requestNow } from "@/lib/mem0-api/server/delete-memories";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { inProgress, inProgressSchema } from "./delete-all";
import { entityIdToFind } from "@/lib/memories/text-schemas";

/** https://docs.mem0.ai/api-reference/entities/delete-user */
export const deleteEntity = operation({
  id: "delete_entity",
  method: "DELETE",
  path: "/v2/entities/{entity_type}/{entity_id}/",
  group: "Entities",
  summary: "Delete a user, agent, app or run with its memories",
  description:
    "An entity exists as long as memories name it. An ID is taken literally: `*` is the entity with that name. If this would delete 20 memories or more and everything that is stored, it needs the role admin. Where a second person has to approve it, the event stays PENDING until then.",
  permission: "memories:delete",
  pathParameters: z.strictObject({
    entity_type: z.string().meta({ enum: [...entityKinds] }),
    entity_id: entityIdToFind().refine((text) => text !== "", "An entity ID is empty."),
  }),
  query: nothing,
  body: noBody,
  answer: inProgressSchema,
  errors: [
    { status: 400, description: "The type is not one of the four.", body: messageBody },
    { status: 400, description: "Other input that is not valid.", body: errorBody },
  ],
  handler: async (ctx, { path }) => {
    const kind = entityKinds.find((known) => known === path.entity_type);
    if (kind === undefined) throw new ApiError(400, { message: "Invalid entity type" });
    const { id } = await requestNow(ctx, { kind: "entity", entity: { kind, value: path.entity_id } });
    return inProgress(id);
  },
});

/** The same for clients before version 2. */
export const deleteEntityV1: typeof deleteEntity = {
  ...deleteEntity,
  id: "delete_entity_v1",
  path: "/v1/entities/{entity_type}/{entity_id}/",
  isDeprecated: true,
};
