import { serverDatabase } from "@/lib/database/server/server-database";
import { errorResponse } from "@/lib/http/server/json-route";
import { listLogKeys } from "@/lib/ledger/server/log/note-keys";

/**
 * The verifier keys of this ledger's checkpoints, for everybody. To be written down before it matters: who could forge a proof
 * could change this answer as well.
 */
export const GET = async (): Promise<Response> => {
  try {
    const keys = await listLogKeys(serverDatabase());
    return Response.json(
      { keys: keys.map(({ name, vkey, since, until }) => ({ origin: name, vkey, since, until })) },
      { headers: { "cache-control": "no-cache" } },
    );
  } catch (error) {
    return errorResponse(error, "/api/ledger/keys");
  }
};

export const dynamic = "force-dynamic";
