import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "pg";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import type { CleanCoverage } from "@/lib/cleaning/types";

const triesMax = 50;
const lockMsMax = 60;
const pauseMs = 400;

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const lockNotAvailable = "55P03";
const warning = "01000";

/**
 * Writes anew the tables in which Postgres keeps samples of values for its planner. They are small, some hundred pages, and locked for the
 * tens of milliseconds that takes.
 */
export const rewriteStatistics = async (client: Client): Promise<CleanCoverage["statistics"]> => {
  const refusals: string[] = [];
  // Postgres leaves out a table that the role may not vacuum, and only warns.
  const noteRefusal = ({ code }: { code?: string | undefined }) => {
    if (code === warning) refusals.push(code);
  };
  client.on("notice", noteRefusal);
  await client.query(`set lock_timeout = '${lockMsMax}ms'`);
  try {
    for (let tries = 0; tries < triesMax; tries++) {
      try {
        await client.query("vacuum (full) pg_statistic, pg_statistic_ext_data");
        return refusals.length > 0 ? "not_permitted" : "rewritten";
      } catch (error) {
        if (databaseErrorFrom(error).code !== lockNotAvailable) throw error;
        await delay(pauseMs);
      }
    }
    return "in_use";
  } finally {
    await client.query("reset lock_timeout").catch(() => undefined);
    client.off("notice", noteRefusal);
  }
};
