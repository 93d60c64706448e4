import { serverDatabase } from "@/lib/database/server/server-database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { errorResponse } from "@/lib/http/server/json-route";
import { findCheckpoint } from "@/lib/ledger/server/log/checkpoints";
import { cosignedNote } from "@/lib/ledger/server/log/cosignatures";

/** The last checkpoint, with what witnesses signed of it, for everybody (https://c2sp.org/tlog-tiles): a size and a hash, and nothing of what was recorded. */
export const GET = async (): Promise<Response> => {
  try {
    const checkpoint = await findCheckpoint(serverDatabase());
    if (checkpoint === null)
      throw new ExpectedError("not_found", "Nothing of the ledger has been signed yet.");
    return new Response(await cosignedNote(serverDatabase(), checkpoint), {
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  } catch (error) {
    return errorResponse(error, "/api/ledger/checkpoint");
  }
};

export const dynamic = "force-dynamic";
