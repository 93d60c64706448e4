import { z } from "zod";
import { importIdSchema } from "@/lib/memories/import-id-schema";

const count = z.int().min(0);

/**
 * The lines of POST /api/imports' answer (NDJSON). The last one is `done` or `failed`; an answer that ends without either
 * was cut off on its way. Reasons quote no value of a memory.
 */
export const importMessageSchema = z.discriminatedUnion("kind", [
  /** Comes first. The file's other parts are sent with it, and the memories found by it. */
  z.object({ kind: z.literal("begun"), importId: importIdSchema }),
  z.object({ kind: z.literal("progress"), addedCount: count, alreadyPresentCount: count, badCount: count }),
  /** `number` counts the request's memories from 1. */
  z.object({ kind: z.literal("bad"), number: z.int().min(1), reason: z.string() }),
  z.object({
    kind: z.literal("done"),
    addedCount: count,
    alreadyPresentCount: count,
    badCount: count,
    /** Bad lines beyond `badLinesListedMax`, which are counted and not listed. */
    unlistedBadCount: count,
    /** Of those already there, memories that say something else in the file. */
    differingCount: count,
    /** Keys that were not imported, with how many memories have them. */
    unknownKeys: z.record(z.string(), count),
  }),
  z.object({
    kind: z.literal("failed"),
    message: z.string(),
    requestId: z.string(),
    addedCount: count,
    alreadyPresentCount: count,
    badCount: count,
  }),
]);
export type ImportMessage = z.infer<typeof importMessageSchema>;

/**
 * Per request. Browsers read no answer before they have sent the whole body, so everything said until then waits in this
 * server's memory. The page sends 2 MiB at a time, in which more bad lines than this would have under 21 bytes each.
 */
export const badLinesListedMax = 100_000;
