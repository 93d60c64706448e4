import { z } from "zod";
import { ApiError, errorBody, messageBody } from "@/lib/mem0-api/api-error";
import { entityAnswer, entityAnswerSchema } from "@/lib/mem0-api/entity-answer";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { findEntity } from "@/lib/stores/builtin/find-entity";
import { entityKindOf, entityParameters } from "./list-entity-memories";

/** https://docs.mem0.ai/api-reference (entities_read) */
export const getEntity = operation({
  id: "get_entity",
  method: "GET",
  path: "/v2/entities/{entity_type}/{entity_id}/",
  group: "Entities",
  summary: "Get a user, agent, app or run",
  description:
    "A list of one, as Mem0 describes it; an empty one when no memory names the entity. An ID is taken literally.",
  permission: "memories:read",
  pathParameters: entityParameters,
  query: nothing,
  body: noBody,
  answer: z.array(entityAnswerSchema).max(1),
  errors: [
    { status: 400, description: "The type is not one of the four.", body: messageBody },
    { status: 400, description: "Other input that is not valid.", body: errorBody },
  ],
  handler: async (ctx, { path }) => {
    const kind = entityKindOf(path.entity_type);
    if (kind === undefined) throw new ApiError(400, { message: "Invalid entity type" });
    const entity = await findEntity(ctx, { kind, value: path.entity_id });
    return entity === null ? [] : [entityAnswer(entity)];
  },
});
