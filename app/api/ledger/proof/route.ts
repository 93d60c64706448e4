import { z } from "zod";
import { memberContext } from "@/lib/access/server/member-context";
import { errorResponse, parseInput } from "@/lib/http/server/json-route";
import { attestedCheckpoint } from "@/lib/ledger/server/log/attested-checkpoint";
import { proveEvent } from "@/lib/ledger/server/log/prove";
import { attestServerEvent } from "@/lib/ledger/server/log/server-log";

const query = z.object({ seq: z.coerce.number().int().min(1) });

/** The proof of one event, as a `.tlog-proof` file (https://c2sp.org/tlog-proof); signed now when the event is that new. */
export const GET = async (request: Request): Promise<Response> => {
  try {
    const ctx = await memberContext("ledger:read");
    const { seq } = parseInput(query, Object.fromEntries(new URL(request.url).searchParams));
    const checkpoint = await attestedCheckpoint(ctx.database, seq, await attestServerEvent(seq));
    const proof = await proveEvent(ctx.database, seq, checkpoint);
    return new Response(proof, {
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "cache-control": "private, no-store",
        "content-disposition": `attachment; filename="lethe-event-${seq}.tlog-proof"`,
      },
    });
  } catch (error) {
    return errorResponse(error, "/api/ledger/proof");
  }
};
