import { z } from "zod";
import { memoryIdSchema } from "./memory-id-schema";

/** What of a memory can be other than the store's documentation says. */
const oddFields = [
  "id",
  "memory",
  "user_id",
  "agent_id",
  "app_id",
  "run_id",
  "metadata",
  "categories",
  "expiration_date",
  "replaced_by",
  "created_at",
  "updated_at",
  "answer",
] as const;

/** In which way: its kind of value, or that it is text (or a number) in no form that can be understood. Never the value. */
const oddities = ["missing", "text", "number", "boolean", "list", "object", "unclear", "too_long"] as const;

/**
 * A memory that is in the store and cannot be read, as some of it is of another form than anything documented. It can be
 * deleted by its id, when that is readable. Never holds any of its text.
 */
export const unreadableMemorySchema = z.object({
  id: memoryIdSchema.nullable(),
  odd: z.array(z.object({ field: z.enum(oddFields), oddity: z.enum(oddities) })).min(1),
});

/** Those that a reading met: how many there are, and the first `unreadableShownMax` of them. */
export const unreadableSchema = z.object({
  count: z.int().min(1),
  /** Set when only so many were looked for. */
  isLowerBound: z.literal(true).optional(),
  first: z.array(unreadableMemorySchema),
});
