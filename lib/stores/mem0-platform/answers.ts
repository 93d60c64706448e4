import { z } from "zod";
import { ExactNumber } from "@/lib/json/exact-number";
import { writeExact } from "@/lib/json/write-exact";
import { memoryIdSchema, type Memory } from "@/lib/memories/types";

// What the Platform answers: https://docs.mem0.ai/api-reference. Only what is used is required, and what is of no use is not
// looked at, so that a field more or less breaks nothing; but a list without its count is not taken for an empty one.

/** Nothing forbids an application to use numbers. */
const entity = z
  .union([z.string(), z.number().transform(String), z.instanceof(ExactNumber).transform(String)])
  .nullish()
  .transform((value) => value ?? null);

/** The Platform keeps microseconds, Lethe milliseconds: cut off, never rounded up. */
const instant = z.iso.datetime({ offset: true, local: true }).transform((text) => {
  const isLocal = !/(Z|[+-]\d\d:?\d\d)$/.test(text);
  return new Date(isLocal ? `${text}Z` : text).toISOString();
});

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}/)
  .transform((text) => text.slice(0, 10));

/**
 * A memory in any of the Platform's forms: list and get call the run `session_id`, search calls it `run_id`. It does not say
 * whether it is immutable.
 */
const memorySchema = z
  .object({
    id: memoryIdSchema,
    memory: z.string().nullish(),
    user_id: entity,
    agent_id: entity,
    app_id: entity,
    session_id: entity,
    run_id: entity,
    metadata: z.record(z.string(), z.unknown()).nullish(),
    categories: z.array(z.string()).nullish(),
    replaced_by: memoryIdSchema.nullish(),
    expiration_date: day.nullish(),
    created_at: instant,
    updated_at: instant.nullish(),
  })
  .transform((row): Memory => ({
    id: row.id,
    memory: row.memory ?? "",
    userId: row.user_id,
    agentId: row.agent_id,
    appId: row.app_id,
    runId: row.session_id ?? row.run_id,
    metadata: writeExact(row.metadata ?? {}),
    categories: row.categories ?? [],
    immutable: false,
    expirationDate: row.expiration_date ?? null,
    supersededBy: row.replaced_by ?? null,
    importId: null,
    isSample: false,
    createdAt: row.created_at,
    updatedAt: row.updated_at ?? row.created_at,
  }));

/** The open-source server's `null` for what is absent was seen on the Platform as well. */
export const foundSchema = memorySchema.nullable();

export const listPageSchema = z.object({
  /** Of all pages. */
  count: z.int().min(0),
  next: z.string().nullish(),
  results: z.array(memorySchema),
});
export type ListPage = z.infer<typeof listPageSchema>;

export const searchSchema = z.object({ results: z.array(memorySchema) });

export const historySchema = z.array(
  z.object({
    event: z.string(),
    old_memory: z.string().nullish(),
    new_memory: z.string().nullish(),
    /** The messages that it was made of. */
    input: z.unknown(),
    created_at: instant,
    updated_at: instant.nullish(),
  }),
);
export type HistoryStep = z.infer<typeof historySchema>[number];

export const pingSchema = z.object({
  status: z.string(),
  org_id: z.string().nullish(),
  project_id: z.string().nullish(),
});
export type Ping = z.infer<typeof pingSchema>;

export const entityPageSchema = z.object({
  count: z.int().min(0),
  next: z.string().nullish(),
  results: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      created_at: instant,
      updated_at: instant,
      /** Answered to Mem0's own clients, and missing in the API's description. */
      total_memories: z.int().min(0).nullish(),
    }),
  ),
});
export type EntityPageAnswer = z.infer<typeof entityPageSchema>;
export type EntityRow = EntityPageAnswer["results"][number];
