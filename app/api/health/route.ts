import { answersWithin } from "@/lib/database/server/answers-within";
import { DatabaseError } from "@/lib/database/server/database-error";
import { isDiskFull } from "@/lib/database/server/disk-space";
import { serverDatabase } from "@/lib/database/server/server-database";
import { errorResponse } from "@/lib/http/server/json-route";

/** Monitors wait for five seconds, many of them. */
const answerMsMax = 3_000;

/** Whether this server can do its work. For load balancers and the launcher; says nothing about data. */
export const GET = async (): Promise<Response> => {
  try {
    if (!(await answersWithin(serverDatabase(), answerMsMax))) throw new DatabaseError("no answer");
    // Still worth being asked: what is stored can be seen, and the page of a deletion says what it waits for.
    const state = (await isDiskFull(serverDatabase()))
      ? { status: "degraded", database: "disk_full" }
      : { status: "ok", database: "ok" };
    return Response.json(state, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    return errorResponse(error, "/api/health");
  }
};

export const dynamic = "force-dynamic";
