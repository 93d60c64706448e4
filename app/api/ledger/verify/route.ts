import { env } from "@/lib/env/env";
import { errorResponse } from "@/lib/http/server/json-route";
import { textResponse } from "@/lib/http/server/text-response";
import { verifyStoredLedger } from "@/lib/ledger/server/verify-stored-ledger";
import type { VerificationMessage } from "@/lib/ledger/types";
import { memberContext } from "@/lib/access/server/member-context";

/** Verifies the ledger and says how far it is, one message a line. Reads only, so that GET fits. */
export const GET = async (request: Request): Promise<Response> => {
  try {
    const ctx = await memberContext("ledger:read");
    const { anchors, dataDir } = env();
    const messages = verifyStoredLedger(ctx, { anchorFile: anchors.file, dataDir, signal: request.signal });
    return await textResponse(lines(messages), {
      request,
      contentType: "application/x-ndjson; charset=utf-8",
      isLive: true,
    });
  } catch (error) {
    return errorResponse(error, "/api/ledger/verify");
  }
};

async function* lines(messages: AsyncIterable<VerificationMessage>): AsyncGenerator<string> {
  for await (const message of messages) yield `${JSON.stringify(message)}\n`;
}
