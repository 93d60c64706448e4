import { z } from "zod";
import { readInstant } from "@/lib/instants/read-instant";
import {
  storableDay,
  storableEntity,
  storableMemory,
  storableMetadata,
  storableText,
} from "@/lib/memories/storable";
import { categoryCountMax, categoryLengthMax } from "@/lib/memories/limits";
import { builtinIdSchema } from "@/lib/memories/memory-id-schema";

const entity = storableEntity
  .nullish()
  // An empty id is no id, and no filter could find it.
  .transform((id) => (id === undefined || id === "" ? null : id));

/** The same forms as everywhere else; an empty text is none. */
const instant = z
  .unknown()
  .optional()
  .transform((value, context): string | null => {
    const read = readInstant(value);
    if (read.ok) return read.at;
    context.issues.push({ code: "custom", message: read.reason, input: null });
    return z.NEVER;
  });

const metadata = storableMetadata.nullish().transform((value) => value ?? {});

const notAnId = "is not a UUID such as 3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34";

/** An empty one is none. */
const uuid = z.preprocess(
  (id) => (id === "" ? null : id),
  z
    .string(notAnId)
    .transform((text, context) => {
      const parsed = builtinIdSchema.safeParse(text);
      if (parsed.success) return parsed.data;
      // The id's own message is a sentence, and would not read on from the key's name.
      context.issues.push({ code: "custom", message: notAnId, input: null });
      return z.NEVER;
    })
    .nullish(),
);

/**
 * One memory of a file, in the shape of Mem0's list answer (https://docs.mem0.ai/api-reference/memory/get-memories);
 * only `memory` is required. Takes the keys as `spelled` hands them on. Messages go after the name of the key, and quote no
 * value.
 */
export const importedMemorySchema = z
  .object(
    {
      id: uuid,
      memory: storableMemory,
      user_id: entity,
      agent_id: entity,
      app_id: entity,
      run_id: entity,
      /** What Mem0's list calls the run. */
      session_id: entity,
      metadata,
      categories: z
        .array(
          storableText
            .min(1, "contains an empty one")
            .max(categoryLengthMax, `contains one longer than ${categoryLengthMax} characters`),
          "is not a list",
        )
        .max(categoryCountMax, `contains more than ${categoryCountMax}`)
        .nullish()
        .transform((list) => list ?? []),
      immutable: z
        .boolean("is not true or false")
        .nullish()
        .transform((value) => value ?? false),
      expiration_date: storableDay.optional().transform((day) => day ?? null),
      replaced_by: uuid,
      created_at: instant,
      updated_at: instant,
    },
    "is not an object",
  )
  .transform((line) => ({
    id: line.id ?? null,
    memory: line.memory,
    userId: line.user_id,
    agentId: line.agent_id,
    appId: line.app_id,
    runId: line.run_id ?? line.session_id,
    metadata: line.metadata,
    categories: line.categories,
    immutable: line.immutable,
    expirationDate: line.expiration_date,
    supersededBy: line.replaced_by ?? null,
    createdAt: line.created_at,
    updatedAt: line.updated_at,
  }));
/** Instants are ISO 8601 in UTC; null ones are for the database to fill. */
export type ImportedMemory = z.infer<typeof importedMemorySchema>;
