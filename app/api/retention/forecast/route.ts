import { memberContext } from "@/lib/access/server/member-context";
import { errorResponse, jsonResponse, parseInput } from "@/lib/http/server/json-route";
import { readJsonBody } from "@/lib/http/server/read-json-body";
import { requireSameOrigin } from "@/lib/http/server/require-same-origin";
import { forecastSchema } from "@/lib/retention/schema";
import { forecastRule } from "@/lib/retention/server/forecast";

const bodyBytesMax = 1024 * 1024;

/** What a rule would take. A route, as it may take seconds and Next sends one action at a time; POST, as a filter names people. */
export const POST = async (request: Request): Promise<Response> => {
  try {
    requireSameOrigin(request.headers);
    const ctx = await memberContext("memories:read");
    const input = parseInput(forecastSchema, await readJsonBody(request, bodyBytesMax));
    return jsonResponse(200, await forecastRule(ctx, input));
  } catch (error) {
    return errorResponse(error, "/api/retention/forecast");
  }
};
