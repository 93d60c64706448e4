import { listOwnKeys } from "@/lib/certificates/server/list-own-keys";
import { databaseNow } from "@/lib/database/server/database-clock";
import { serverDatabase } from "@/lib/database/server/server-database";
import { errorResponse } from "@/lib/http/server/json-route";

/** The public keys of this Lethe's certificates, for everybody: nothing else of it is told. */
export const GET = async (): Promise<Response> => {
  try {
    const keys = await listOwnKeys({ database: serverDatabase(), now: databaseNow });
    return Response.json(keys, { headers: { "cache-control": "no-cache" } });
  } catch (error) {
    return errorResponse(error, "/api/certificates/key");
  }
};

export const dynamic = "force-dynamic";
