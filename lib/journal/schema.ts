import { z } from "zod";

/** What was confirmed: how many memories are erased again. */
export const replaySchema = z.strictObject({ expectedCount: z.int().min(0) });
