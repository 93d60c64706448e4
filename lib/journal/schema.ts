import { z } from "zod";
import { storeIdSchema } from "@/lib/stores/store-id-schema";

/** What was confirmed: how many memories are erased again. */
export const replaySchema = z.strictObject({ expectedCount: z.int().min(0) });

/** The store that was looked through. */
export const returnedElsewhereSchema = z.strictObject({ storeId: storeIdSchema });
