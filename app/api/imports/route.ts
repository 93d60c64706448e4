import { z } from "zod";
import { ExpectedError } from "@/lib/errors/expected-error";
import { errorResponse, jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { requireSameOrigin } from "@/lib/http/server/require-same-origin";
import { listedImportsMax } from "@/lib/memories/import-id";
import { importIdSchema } from "@/lib/memories/import-id-schema";
import { continueImport } from "@/lib/imports/server/begin-import";
import { listImports } from "@/lib/imports/server/list-imports";
import { memberContext } from "@/lib/access/server/member-context";
import { answerImport } from "./answer-import";

const schema = z.object({
  /** The import that this part goes on with; a new one begins without. */
  import: importIdSchema.optional(),
  /** How many memories of the part could not even be sent, as the page could not read them. They count as bad. */
  unreadable: z.coerce.number().int().min(0).default(0),
});

const listed = z.object({ text: z.string().max(512).default("") });

/** The imports that memories can be filtered by. */
export const GET = jsonRoute("memories:read", (ctx, request) =>
  listImports(ctx, {
    ...parseInput(listed, Object.fromEntries(new URL(request.url).searchParams)),
    limit: listedImportsMax,
  }),
);

/**
 * Imports a part of a file, as the page sends it (lib/imports/part.ts); answers NDJSON, see lib/imports/import-message.ts.
 */
export const POST = async (request: Request): Promise<Response> => {
  try {
    requireSameOrigin(request.headers);
    const ctx = await memberContext("memories:import");
    const input = parseInput(schema, Object.fromEntries(new URL(request.url).searchParams));
    if (request.body === null) throw new ExpectedError("invalid_input", "The request contains no file.");
    const importId = input.import === undefined ? null : await continueImport(ctx, input.import);
    const part = { unreadableCount: input.unreadable, importId };
    return answerImport(ctx, { body: request.body, part, signal: request.signal });
  } catch (error) {
    return errorResponse(error, "/api/imports");
  }
};

export const dynamic = "force-dynamic";
