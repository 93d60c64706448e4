import { z } from "zod";
import { memberContext } from "@/lib/access/server/member-context";
import { errorResponse, jsonResponse, parseInput } from "@/lib/http/server/json-route";
import { readJsonBody } from "@/lib/http/server/read-json-body";
import { requireSameOrigin } from "@/lib/http/server/require-same-origin";
import { referenceSchema } from "@/lib/tickets/schema";
import { getTicket } from "@/lib/tickets/server/get-ticket";

const bodyBytesMax = 4 * 1024;
const bodySchema = z.object({ ticket: referenceSchema });

/** Whom a ticket is about: its names and ids, none when they were erased. */
export const POST = async (request: Request): Promise<Response> => {
  try {
    requireSameOrigin(request.headers);
    const ctx = await memberContext("memories:read");
    const { ticket } = parseInput(bodySchema, await readJsonBody(request, bodyBytesMax));
    const { details } = await getTicket(ctx, ticket);
    return jsonResponse(200, details.state === "plain" ? details.names : []);
  } catch (error) {
    return errorResponse(error, "/api/people/ticket");
  }
};
