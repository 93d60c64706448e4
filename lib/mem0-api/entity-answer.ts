import { z } from "zod";
import { entityKinds, type Entity } from "@/lib/memories/entity";

/** A user, agent, app or run as Mem0's list answers it. */
export const entityAnswerSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.enum(entityKinds),
    total_memories: z.int().min(0).describe("Expired ones included."),
    owner: z.string().describe("Always lethe: the one project."),
    metadata: z.null().describe("Entities have none of their own here."),
    created_at: z.iso.datetime().describe("When its first memory was created."),
    updated_at: z.iso.datetime().describe("When one of its memories was last updated."),
  })
  .meta({ id: "Entity" });

export const entityAnswer = (entity: Entity): z.output<typeof entityAnswerSchema> => ({
  id: `${entity.kind}:${entity.value}`,
  name: entity.value,
  type: entity.kind,
  total_memories: entity.count,
  owner: "lethe",
  metadata: null,
  created_at: entity.firstActivityAt,
  updated_at: entity.lastActivityAt,
});
