import { sql } from "drizzle-orm";
import { serverDatabase } from "@/lib/database/server/server-database";
import { errorResponse } from "@/lib/http/server/json-route";

/** Whether this server can do its work. For load balancers and the launcher; tells nothing about data. */
export const GET = async (): Promise<Response> => {
  try {
    await serverDatabase().execute(sql`select 1`);
    return Response.json({ status: "ok", database: "ok" }, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    return errorResponse(error, "/api/health");
  }
};

export const dynamic = "force-dynamic";
