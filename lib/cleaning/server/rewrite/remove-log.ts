import type { Client } from "pg";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import type { CleanCoverage } from "@/lib/cleaning/types";

/** Segments that were made of old ones ahead of time, before wal_recycle was off, are used up by ending each: one a round. */
const roundsMax = 40;
/** In so many rounds what is older goes, unless something holds it. */
const roundsForOld = 3;

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const notPermitted = "42501";

/**
 * Removes the write-ahead log of before now: ends its segment, writes a checkpoint, after which the embedded Postgres removes older ones
 * (`wal_recycle = off`), and looks at the files that are left. On another Postgres there may be archives and stand-bys, and segments are
 * used again with what they held: nothing is done there.
 */
export const removeLog = async (
  client: Client,
  { isEmbedded }: { isEmbedded: boolean },
): Promise<CleanCoverage["log"]> => {
  if (!isEmbedded) return "not_embedded";
  try {
    const begun = await readLog(client, null);
    for (let round = 0; round < roundsMax; round++) {
      await client.query("select pg_switch_wal()");
      await client.query("checkpoint");
      const { olderCount, staleCount } = await readLog(client, begun);
      if (olderCount === 0 && staleCount === 0) return "removed";
      if (olderCount > 0 && round >= roundsForOld) return "held";
    }
    return "held";
  } catch (error) {
    if (databaseErrorFrom(error).code === notPermitted) return "not_permitted";
    throw error;
  }
};

type Log = {
  /** The segment that is written. */
  segment: string;
  at: string;
  /** Segments up to the one of then. */
  olderCount: number;
  /** Segments for later that were last written before then: what they hold is of before. */
  staleCount: number;
};

/** As files are dated by the second, a segment for later that was made in the same second counts as one of after. */
const readLog = async (client: Client, begun: Log | null): Promise<Log> => {
  const { rows } = await client.query<Log>(
    `select pg_walfile_name(pg_current_wal_insert_lsn()) as segment, date_trunc('second', clock_timestamp())::text as at,
      count(*) filter (where name <= $1)::integer as "olderCount",
      count(*) filter (where name > $1 and modification < $2::timestamptz)::integer as "staleCount"
    from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$'`,
    [begun?.segment ?? null, begun?.at ?? null],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("An aggregate has a row.");
  return row;
};
