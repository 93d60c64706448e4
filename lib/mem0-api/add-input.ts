import { z } from "zod";
import { readInstant } from "@/lib/instants/read-instant";
import { storableDay, storableEntity, storableMetadata } from "@/lib/memories/storable";
import { messagesParameter } from "./messages";
import { withoutEffect } from "./without-effect";

const entityId = storableEntity.min(1, "is empty");
export const entityIds = {
  user_id: entityId.nullish(),
  agent_id: entityId.nullish(),
  app_id: entityId.nullish(),
  run_id: entityId.nullish(),
};
export type EntityIds = z.output<z.ZodObject<typeof entityIds>>;

export const hasEntity = (ids: EntityIds): boolean =>
  [ids.user_id, ids.agent_id, ids.app_id, ids.run_id].some((id) => id !== undefined && id !== null);

/** Seconds since 1970, or an instant in any form that imports take, too; within the years that a database can hold. */
export const timestamp = z
  .unknown()
  .transform((value, ctx): Date => {
    const read = readInstant(value);
    if (read.ok && read.at !== null) return new Date(read.at);
    ctx.addIssue({ code: "custom", message: read.ok ? "is empty" : read.reason });
    return z.NEVER;
  })
  .meta({ anyOf: [{ type: "number" }, { type: "string" }] });

const steersExtraction = "Passed to the model with `infer`.";
const inPlaceOfProject = `${steersExtraction} In place of the project's own.`;

/** The body of an add, of either version. */
export const addParameters = {
  messages: messagesParameter,
  ...entityIds,
  filters: z
    .strictObject(entityIds)
    .nullish()
    .describe("The IDs again, as some clients send them. The IDs outside of it take precedence."),
  metadata: storableMetadata.nullish().meta({ type: "object", description: "Of each memory." }),
  expiration_date: storableDay
    .optional()
    .describe("The last day on which lists and searches show the memories."),
  immutable: z.boolean().default(false).describe("They cannot be updated afterwards; they can be deleted."),
  infer: z
    .boolean()
    .default(true)
    .describe(
      "`false` stores each message but those of a system as it is; `true` has a model extract facts.",
    ),
  timestamp: timestamp.nullish().describe("Sets when the memories were created: seconds since 1970."),
  custom_instructions: z.string().max(20_000).nullish().describe(inPlaceOfProject),
  agent_custom_instructions: z.string().max(20_000).nullish().describe(inPlaceOfProject),
  includes: z.string().max(20_000).nullish().describe(steersExtraction),
  excludes: z.string().max(20_000).nullish().describe(steersExtraction),
  custom_categories: withoutEffect(z.unknown(), "Lethe assigns no categories."),
  structured_data_schema: withoutEffect(z.unknown()),
  enable_graph: withoutEffect(z.boolean().nullable()),
  output_format: withoutEffect(z.string().nullable()),
  prompt_profile_id: withoutEffect(z.string().nullable()),
  temporal_reasoning: withoutEffect(z.boolean().nullable()),
  timezone: withoutEffect(z.string().nullable()),
  observation_datetime: withoutEffect(z.string().nullable()),
  observation_date: withoutEffect(z.string().nullable()),
  async_mode: withoutEffect(z.boolean().nullable(), "The answer comes when the memories are stored."),
  version: withoutEffect(z.string().nullable()),
};
