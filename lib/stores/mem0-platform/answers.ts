import { z } from "zod";
import { readInstant } from "@/lib/instants/read-instant";
import { notUnderstood, understandEntity } from "@/lib/stores/remote/read-row";
import { readMemory } from "./read-memory";

// What the Platform answers: https://docs.mem0.ai/api-reference. Only what is used is required, and what is of no use is not
// looked at, so that a field more or less breaks nothing; but a list without its count is not taken for an empty one.

/** What cannot be understood says nothing. */
const instant = z.unknown().transform((written) => {
  const read = readInstant(written);
  return read.ok ? read.at : null;
});

/** Row by row: one of another form hides no other. */
const rows = z.array(z.unknown()).transform((found) => found.map(readMemory));

/** The open-source server's `null` for what is absent was seen on the Platform as well. */
export const foundSchema = z.record(z.string(), z.unknown()).nullable();

export const listPageSchema = z.object({
  /** Of all pages. */
  count: z.int().min(0),
  next: z.string().nullish(),
  results: rows,
});
export type ListPage = z.infer<typeof listPageSchema>;

export const searchSchema = z.object({ results: rows });

export const historySchema = z.array(
  z.object({
    event: z.unknown(),
    // Other types than text are passed on, too.
    old_memory: z.unknown(),
    new_memory: z.unknown(),
    /** The messages that it was made of. */
    input: z.unknown(),
    created_at: instant,
    updated_at: instant,
  }),
);
export type HistoryStep = z.infer<typeof historySchema>[number];

export const pingSchema = z.object({
  status: z.string(),
  org_id: z.string().nullish(),
  project_id: z.string().nullish(),
});
export type Ping = z.infer<typeof pingSchema>;

/** https://docs.mem0.ai/api-reference/profiles/get-profile */
export const profileSchema = z.object({
  status: z.enum(["succeeded", "pending", "failed", "not_enabled", "insufficient_data"]),
  /** Shaped by the project's own schema. */
  profile: z.record(z.string(), z.unknown()).nullish(),
  updated_at: instant.optional(),
});
export type ProfileAnswer = z.infer<typeof profileSchema>;

export const queuedSchema = z.object({ event_id: z.string().nullish() });
export const eventSchema = z.object({ status: z.string() });

export const entityPageSchema = z.object({
  count: z.int().min(0),
  next: z.string().nullish(),
  results: z.array(
    z.object({
      /** Null for what is no name. */
      name: z.unknown().transform((written) => {
        const name = understandEntity(written);
        return name === notUnderstood ? null : name;
      }),
      type: z.unknown(),
      created_at: instant,
      updated_at: instant,
      /** Answered to Mem0's own clients, and missing in the API's description. */
      total_memories: z.int().min(0).nullish().catch(null),
    }),
  ),
});
export type EntityPageAnswer = z.infer<typeof entityPageSchema>;
export type EntityRow = EntityPageAnswer["results"][number];
