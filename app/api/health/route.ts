import { answersWithin } from "@/lib/database/server/answers-within";
import type { Database } from "@/lib/database/server/database";
import { DatabaseError } from "@/lib/database/server/database-error";
import { isDiskFull } from "@/lib/database/server/disk-space";
import type { ReplicaStanding } from "@/lib/database/replica-standing";
import { serverDatabase, serverReplica } from "@/lib/database/server/server-database";
import { isRestored } from "@/lib/ledger/server/restored";
import { errorResponse } from "@/lib/http/server/json-route";
import { listUnacknowledgedAlarms } from "@/lib/ledger/server/log/alarms";

/** Monitors wait for five seconds, many of them. */
const answerMsMax = 3_000;

/** Whether this server can do its work. For load balancers and the launcher; says nothing about data. */
export const GET = async (): Promise<Response> => {
  try {
    if (!(await answersWithin(serverDatabase(), answerMsMax))) throw new DatabaseError("no answer");
    // Still worth being asked: what is stored can be seen, and the page of a deletion says what it waits for.
    const database = await stateOf(serverDatabase());
    // Until an admin has acknowledged it, also when it is over.
    const ledger = (await listUnacknowledgedAlarms(serverDatabase())).length > 0 ? "alarm" : "ok";
    const status = database === "ok" && ledger === "ok" ? "ok" : "degraded";
    // Without it lists come from the primary: slower, if anything, and so no other status.
    const replica = await serverReplica()?.look();
    return Response.json(
      { status, database, ledger, ...(replica === undefined ? {} : replicaFields(replica)) },
      { headers: { "cache-control": "no-store" } },
    );
  } catch (error) {
    return errorResponse(error, "/api/health");
  }
};

const replicaFields = (standing: ReplicaStanding) =>
  standing.is === "away"
    ? { replica: standing.reason }
    : {
        replica: standing.behindSeconds === 0 ? "ok" : "behind",
        replica_behind_seconds: standing.behindSeconds,
      };

const stateOf = async (database: Database): Promise<"ok" | "disk_full" | "restored"> => {
  if (await isDiskFull(database)) return "disk_full";
  // An older backup: applications are refused until what was erased since is erased again.
  return (await isRestored(database)) ? "restored" : "ok";
};

export const dynamic = "force-dynamic";
