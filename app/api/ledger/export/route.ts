import { errorResponse } from "@/lib/http/server/json-route";
import { exportLedger } from "@/lib/ledger/server/export-ledger";
import { datedFileName, textResponse } from "@/lib/http/server/text-response";
import { memberContext } from "@/lib/access/server/member-context";

/** The whole ledger as a file, for verifying it elsewhere. */
export const GET = async (request: Request): Promise<Response> => {
  try {
    const ctx = await memberContext("ledger:read");
    return await textResponse(exportLedger(ctx, request.signal), {
      request,
      contentType: "application/x-ndjson; charset=utf-8",
      fileName: datedFileName("ledger", ctx.now(), "jsonl"),
    });
  } catch (error) {
    return errorResponse(error, "/api/ledger/export", request.signal);
  }
};
