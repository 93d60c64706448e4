import { z } from "zod";
import { ExpectedError } from "@/lib/errors/expected-error";
import { errorResponse, parseInput } from "@/lib/http/server/json-route";
import { requireSameOrigin } from "@/lib/http/server/require-same-origin";
import { memberContext } from "@/lib/members/server/member-context";
import { answerImport } from "./answer-import";

/** How many memories of the part could not even be sent, as the page could not read them. They count as bad. */
const schema = z.object({ unreadable: z.coerce.number().int().min(0).default(0) });

/**
 * Imports a part of a file, as the page sends it (lib/imports/part.ts); answers NDJSON, see lib/imports/import-message.ts.
 */
export const POST = async (request: Request): Promise<Response> => {
  try {
    requireSameOrigin(request.headers);
    const ctx = await memberContext("memories:import");
    const { unreadable } = parseInput(schema, Object.fromEntries(new URL(request.url).searchParams));
    if (request.body === null) throw new ExpectedError("invalid_input", "The request holds no file.");
    return answerImport(ctx, { body: request.body, unreadableCount: unreadable, signal: request.signal });
  } catch (error) {
    return errorResponse(error, "/api/imports");
  }
};

export const dynamic = "force-dynamic";
