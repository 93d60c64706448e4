import type { Context } from "@/lib/access/context";
import type { Cleaning } from "@/lib/cleaning/types";
import { env } from "@/lib/env/env";
import { readCleaning } from "./read-cleaning";

/** `readCleaning` with the running server's settings. */
export const readServerCleaning = (ctx: Context): Promise<Cleaning> =>
  readCleaning(ctx, { embeddedPath: env().embeddedDatabase, everyHours: env().cleanHours });
