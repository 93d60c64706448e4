import { memberContext } from "@/lib/access/server/member-context";
import { errorResponse, parseInput } from "@/lib/http/server/json-route";
import { readJsonBody } from "@/lib/http/server/read-json-body";
import { requireSameOrigin } from "@/lib/http/server/require-same-origin";
import { textResponse } from "@/lib/http/server/text-response";
import { personSearchSchema } from "@/lib/people/schema";
import { findPerson } from "@/lib/people/server/find-person";
import type { PersonMessage } from "@/lib/people/types";

/** Two hundred confirmed ids of usual length have a tenth of it. */
const bodyBytesMax = 256 * 1024;

/**
 * Looks for a person; answers NDJSON, a PersonMessage (lib/people/types.ts) a line, as it is found. POST, as an address with names in
 * it would be kept by browsers and proxies.
 */
export const POST = async (request: Request): Promise<Response> => {
  try {
    requireSameOrigin(request.headers);
    const ctx = await memberContext("memories:read");
    const input = parseInput(personSearchSchema, await readJsonBody(request, bodyBytesMax));
    return await textResponse(lines(findPerson(ctx, input, request.signal)), {
      request,
      contentType: "application/x-ndjson; charset=utf-8",
      isLive: true,
    });
  } catch (error) {
    return errorResponse(error, "/api/people", request.signal);
  }
};

async function* lines(messages: AsyncIterable<PersonMessage>): AsyncGenerator<string> {
  for await (const message of messages) yield `${JSON.stringify(message)}\n`;
}
