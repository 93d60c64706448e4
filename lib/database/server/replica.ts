import { setTimeout as delay } from "node:timers/promises";
import { sql, type SQL } from "drizzle-orm";
import { memoryWrites } from "@/drizzle/schema/memory-writes";
import type { ReplicaFault, ReplicaStanding } from "../replica-standing";
import { openDatabase, type Database } from "./database";
import { databaseNow } from "./database-clock";
import { makeLagClock } from "./lag-clock";

/** A physical replica of Lethe's database, from which lists, counts, facets and exports are read. */
export type Replica = {
  database: Database;
  /**
   * Where it stands now: what it is said to have, a read that begins after the answer sees. Asks both servers, the replica for
   * a second at most. Never throws for what the replica does.
   */
  look: () => Promise<ReplicaStanding>;
  /** Whether it has all that the primary has at this moment, or gets it within the time. */
  catchesUpWithin: (ms: number) => Promise<boolean>;
  close: () => Promise<void>;
};

const answerMsMax = 1_000;
/** After one that did not answer, so long none waits for it. */
const restMs = 2_000;
const pollMs = 25;

/** Connects when it is first asked. `primary` is the database that it follows. */
export const openReplica = (primary: Database, url: string): Replica => {
  const database = openDatabase(url, { isReplica: true });
  // Its own, so that slow counts do not make it seem to be away.
  const asking = openDatabase(url, { isReplica: true, connectionsMax: 3, statementTimeoutMs: answerMsMax });
  const lag = makeLagClock();
  let restUntilMs = 0;

  const look = async (): Promise<ReplicaStanding> => {
    if (performance.now() < restUntilMs) return { is: "away", reason: "unreachable" };
    const [ahead, there] = await Promise.all([readPrimary(primary), answerOf(readReplica(asking))]);
    if (there === null) {
      restUntilMs = performance.now() + restMs;
      return { is: "away", reason: "unreachable" };
    }
    const fault = faultOf(ahead, there);
    if (fault !== null) return { is: "away", reason: fault };
    const behindMs = lag.behindMs({
      ahead: BigInt(ahead.flushed),
      replayed: BigInt(there.replayed ?? 0),
      replayedAgoMs: there.replayed_at === null ? null : databaseNow().getTime() - Number(there.replayed_at),
    });
    const hasAll = ahead.writes.every((count, slot) => Number(there.writes[slot] ?? -1) >= Number(count));
    return { is: hasAll ? "read" : "waited_for", behindSeconds: behindMs / 1000 };
  };

  return {
    database,
    look,
    catchesUpWithin: async (ms) => {
      if ((await look()).is === "away") return false;
      const { inserted } = await readPrimary(primary);
      for (const end = performance.now() + ms; ; await delay(pollMs)) {
        const there = await answerOf(readReplica(asking));
        if (there === null) return false;
        if (BigInt(there.replayed ?? 0) >= BigInt(inserted)) return true;
        if (performance.now() > end) return false;
      }
    },
    close: async () => {
      await Promise.all([database.$client.end(), asking.$client.end()]);
    },
  };
};

/** Each by its slot; bigint comes as text. */
const writes: SQL = sql`array(select write_count from ${memoryWrites} order by slot)`;
/** pg_control_system: which cluster it is; a replica has the number of its primary. */
const identity: SQL = sql`(select system_identifier from pg_control_system())::text || ' ' || current_database()`;

type Primary = { identity: string; flushed: string; inserted: string; writes: string[] };
type Follower = {
  identity: string;
  follows: boolean;
  replayed: string | null;
  /** When the primary made the last transaction that was replayed, in milliseconds of the epoch. */
  replayed_at: string | null;
  writes: string[];
};

const readPrimary = async (database: Database): Promise<Primary> => {
  // Flushed is what can have reached a replica; inserted is all that anybody can have seen.
  const { rows } = await database.execute<Primary>(sql`
    select ${identity} as identity, (pg_current_wal_flush_lsn() - '0/0')::text as flushed,
      (pg_current_wal_insert_lsn() - '0/0')::text as inserted, ${writes} as writes`);
  return onlyRow(rows);
};

const readReplica = async (database: Database): Promise<Follower> => {
  const { rows } = await database.execute<Follower>(sql`
    select ${identity} as identity, pg_is_in_recovery() as follows,
      case when pg_is_in_recovery() then (pg_last_wal_replay_lsn() - '0/0')::text end as replayed,
      trunc(extract(epoch from pg_last_xact_replay_timestamp()) * 1000)::text as replayed_at, ${writes} as writes`);
  return onlyRow(rows);
};

const onlyRow = <Row>(rows: Row[]): Row => {
  const [row] = rows;
  if (row === undefined) throw new Error("A select without a table has a row.");
  return row;
};

/** Null when there is none in time, or a refusal: one that has yet to replay a migration lacks the table. */
const answerOf = async (asked: Promise<Follower>): Promise<Follower | null> => {
  const late = new AbortController();
  try {
    return await Promise.race([
      asked.catch(() => null),
      delay(answerMsMax, null, { signal: late.signal }).catch(() => null),
    ]);
  } finally {
    late.abort();
  }
};

const faultOf = (ahead: Primary, there: Follower): ReplicaFault | null => {
  if (there.identity !== ahead.identity) return "other_database";
  return there.follows ? null : "not_a_replica";
};
