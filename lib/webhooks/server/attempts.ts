import { sql } from "drizzle-orm";
import type { DeliveryOutcome } from "@/lib/webhooks/types";

/** After the n-th failure the next attempt is so many seconds away; after the last one it is given up. */
export const pauseSeconds: readonly number[] = [5, 30, 120, 600, 3600, 6 * 3600, 24 * 3600];

/** How long a claimed message belongs to the process that claimed it: several processes claim. */
export const takenSeconds = 60;

/** By the database's clock. */
export const secondsFromNow = (seconds: number) =>
  sql`clock_timestamp() + make_interval(secs => ${seconds}::double precision)`;

/** Whether the other side took it. */
export const isTold = (outcome: DeliveryOutcome): boolean =>
  "status" in outcome && outcome.status >= 200 && outcome.status < 300;
