import type { z } from "zod";

/** A field that Mem0 documents and Lethe has no use for: taken, so that clients work, and described as what it is. */
export const withoutEffect = <Schema extends z.ZodType>(schema: Schema, why = "") =>
  schema.optional().describe(`No effect. ${why}`.trim());
