import { z } from "zod";
import { ExpectedError } from "@/lib/errors/expected-error";
import { errorResponse, parseInput } from "@/lib/http/server/json-route";
import { requireSameOrigin } from "@/lib/http/server/require-same-origin";
import { memberContext } from "@/lib/members/server/member-context";
import { answerImport } from "./answer-import";

/** Where in its file the request's first line stands, for telling bad lines by their number. */
const schema = z.object({ firstLine: z.coerce.number().int().min(1).default(1) });

/** Imports the memories in the request's body, JSON Lines or a JSON array; answers NDJSON, see lib/imports/import-message.ts. */
export const POST = async (request: Request): Promise<Response> => {
  try {
    requireSameOrigin(request.headers);
    const ctx = await memberContext("memories:import");
    const { firstLine } = parseInput(schema, Object.fromEntries(new URL(request.url).searchParams));
    if (request.body === null) throw new ExpectedError("invalid_input", "The request holds no file.");
    return answerImport(ctx, { body: request.body, firstLine, signal: request.signal });
  } catch (error) {
    return errorResponse(error, "/api/imports");
  }
};

export const dynamic = "force-dynamic";
