import { z } from "zod";
import type { JsonText } from "@/lib/json/json-text";
import { writeExact } from "@/lib/json/write-exact";
import { memoryIdSchema, type Memory } from "@/lib/memories/types";
import { unknownInstant } from "@/lib/stores/remote/unknown-instant";
import { dayPattern, instantFrom } from "./written-instant";

/** Beside the metadata in some answers and among them in others, and the copy of the text for full-text search. */
const promotedKeys = ["role", "actor_id", "attributed_to"] as const;
const copyKey = "text_lemmatized";

const day = new RegExp(dayPattern);

const written = z.unknown().optional();

/**
 * A memory in any of the server's forms (list of all, list of an entity, single). Whatever wrote into the collection decides
 * what its payload holds, so that nothing but the id can be relied on: what is no text is none.
 */
export const memorySchema = z
  .object({
    id: memoryIdSchema,
    memory: written,
    user_id: written,
    agent_id: written,
    run_id: written,
    expiration_date: written,
    created_at: written,
    updated_at: written,
    metadata: z.record(z.string(), z.unknown()).nullish(),
    role: written,
    actor_id: written,
    attributed_to: written,
  })
  .transform((row): Memory => {
    const createdAt = instantFrom(row.created_at) ?? unknownInstant;
    return {
      id: row.id,
      memory: scalarText(row.memory) ?? "",
      userId: scalarText(row.user_id),
      agentId: scalarText(row.agent_id),
      appId: null,
      runId: scalarText(row.run_id),
      metadata: metadataFrom(row),
      categories: [],
      immutable: false,
      expirationDate:
        typeof row.expiration_date === "string" && day.test(row.expiration_date) ? row.expiration_date : null,
      supersededBy: null,
      importId: null,
      isSample: false,
      createdAt,
      updatedAt: instantFrom(row.updated_at) ?? createdAt,
    };
  });

/** As Postgres' `->>` writes it, which the server compares by. */
const scalarText = (value: unknown): string | null =>
  value == null ? null : typeof value === "string" ? value : writeExact(value);

const metadataFrom = (
  row: { metadata?: Record<string, unknown> | null | undefined } & Partial<
    Record<(typeof promotedKeys)[number], unknown>
  >,
): JsonText => {
  const { [copyKey]: _copy, ...metadata } = row.metadata ?? {};
  for (const key of promotedKeys) if (row[key] != null) metadata[key] = row[key];
  return writeExact(metadata);
};
