import { z } from "zod";
import { memoryIdSchema } from "@/lib/memories/types";

export const memoryBytesMax = 1_048_576;
const entityLengthMax = 512;
const categoryLengthMax = 256;
const categoryCountMax = 100;
const metadataDepthMax = 32;

/** Postgres can store neither the null character nor half of a surrogate pair. */
const isStorable = (text: string): boolean => !text.includes("\u0000") && text.isWellFormed();
const storable = z.string("is not a text").refine(isStorable, "holds a null character or a broken one");

const isMemorySize = (text: string): boolean =>
  // No UTF-16 unit takes more than 3 bytes, so that most texts need no measuring.
  text.length * 3 <= memoryBytesMax || new TextEncoder().encode(text).length <= memoryBytesMax;

const entity = storable
  .max(entityLengthMax, `is longer than ${entityLengthMax} characters`)
  .nullish()
  // An empty id names nobody, and no filter could find it.
  .transform((id) => (id === undefined || id === "" ? null : id));

// Stored as it is meant, in UTC: a time without an offset could be any of 26 hours.
const instant = z
  .string("is not a text")
  .regex(/^(?!0000)\d{4}-/, "is not a time such as 2026-01-31T10:00:00Z")
  .pipe(z.iso.datetime({ offset: true, error: "is not a time such as 2026-01-31T10:00:00Z" }))
  .transform((text) => new Date(text).toISOString())
  .refine((text) => /^(?!0000)\d{4}-/.test(text), "is not a time such as 2026-01-31T10:00:00Z")
  .nullish();

const metadata = z
  .custom<Record<string, unknown>>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    "is not an object",
  )
  .refine((value) => isStorableJson(value, metadataDepthMax), {
    error: `holds a null character, a broken one or a number without bounds, or nests deeper than ${metadataDepthMax}`,
  })
  .nullish()
  .transform((value) => value ?? {});

const isStorableJson = (value: unknown, depthLeft: number): boolean => {
  if (typeof value === "string") return isStorable(value);
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  if (depthLeft === 0) return false;
  return Object.entries(value).every(
    ([key, member]) => isStorable(key) && isStorableJson(member, depthLeft - 1),
  );
};

const uuid = memoryIdSchema.nullish();

/**
 * One memory of a file, in the shape of Mem0's list answer (https://docs.mem0.ai/api-reference/memory/get-memories);
 * only `memory` is required, and keys that Lethe does not know are ignored. Messages go after the name of the key, and
 * quote no value.
 */
export const importedMemorySchema = z
  .object(
    {
      id: uuid,
      memory: storable
        .min(1, "is empty")
        .refine((text) => text.trim() !== "", "is empty")
        .refine(isMemorySize, "is longer than 1 MiB"),
      user_id: entity,
      agent_id: entity,
      app_id: entity,
      run_id: entity,
      /** What Mem0's list calls the run. */
      session_id: entity,
      metadata,
      categories: z
        .array(
          storable
            .min(1, "holds an empty one")
            .max(categoryLengthMax, `holds one longer than ${categoryLengthMax} characters`),
          "is not a list",
        )
        .max(categoryCountMax, `holds more than ${categoryCountMax}`)
        .nullish()
        .transform((list) => list ?? []),
      immutable: z
        .boolean("is not true or false")
        .nullish()
        .transform((value) => value ?? false),
      expiration_date: z.iso
        .date("is not a day such as 2026-01-31")
        .refine((day) => !day.startsWith("0000"), "is not a day such as 2026-01-31")
        .nullish(),
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
    expirationDate: line.expiration_date ?? null,
    supersededBy: line.replaced_by ?? null,
    createdAt: line.created_at ?? null,
    updatedAt: line.updated_at ?? null,
  }));
/** Instants are ISO 8601 in UTC; null ones are for the database to fill. */
export type ImportedMemory = z.infer<typeof importedMemorySchema>;
