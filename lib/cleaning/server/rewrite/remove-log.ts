import type { Client } from "pg";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import type { CleanCoverage } from "@/lib/cleaning/types";

/** In so many rounds what is older goes, unless something holds it. */
const roundsForOld = 3;
/** 4 GiB of segments for later. */
const roundsMax = 256;

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const notPermitted = "42501";

/**
 * Removes the write-ahead log of before now: ends its segment and writes a checkpoint, after which the embedded Postgres removes older ones
 * (`wal_recycle = off`), until none of the files of before is left. That goes for those that lie ready for later, too: while recycling was on,
 * they were made of old ones, and hold what those held until they are written over. On another Postgres there may be archives and stand-bys,
 * and segments are used again; nothing is done there.
 */
export const removeLog = async (
  client: Client,
  { isEmbedded }: { isEmbedded: boolean },
): Promise<CleanCoverage["log"]> => {
  if (!isEmbedded) return "not_embedded";
  try {
    const before = await readLog(client);
    for (let round = 1; round <= roundsMax; round++) {
      await client.query("select pg_switch_wal()");
      await client.query("checkpoint");
      const { names } = await readLog(client);
      const left = before.names.filter((name) => names.includes(name));
      if (left.length === 0) return "removed";
      if (round >= roundsForOld && left.some((name) => name <= before.segment)) return "held";
    }
    return "held";
  } catch (error) {
    if (databaseErrorFrom(error).code === notPermitted) return "not_permitted";
    throw error;
  }
};

/** The files of the log, and the one that is written; names are in the order of writing. */
const readLog = async (client: Client): Promise<{ names: string[]; segment: string }> => {
  const { rows } = await client.query<{ names: string[]; segment: string }>(
    `select array_agg(name) as names, pg_walfile_name(pg_current_wal_insert_lsn()) as segment
    from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$'`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error("An aggregate has a row.");
  return row;
};
