import { exportMemoriesSchema } from "@/lib/deletions/request/schema";
import { errorResponse, parseInput } from "@/lib/http/server/json-route";
import { readJsonBody } from "@/lib/http/server/read-json-body";
import { requireSameOrigin } from "@/lib/http/server/require-same-origin";
import { datedFileName, textResponse } from "@/lib/http/server/text-response";
import { memberContext } from "@/lib/access/server/member-context";
import { exportMemories } from "@/lib/deletions/server/export-memories";

/** A hundred thousand listed ids have four. */
const bodyBytesMax = 8 * 1024 * 1024;

/**
 * The memories of a previewed selection as a file; `x-lethe-count` says how many, `x-lethe-unreadable-count` how
 * many of the store may belong to it and could not be read. POST, as each export is recorded, and a
 * selection can be long and names people.
 */
export const POST = async (request: Request): Promise<Response> => {
  try {
    requireSameOrigin(request.headers);
    const ctx = await memberContext("memories:delete");
    const input = parseInput(exportMemoriesSchema, await readJsonBody(request, bodyBytesMax));
    const { count, unreadableCount, text } = await exportMemories(ctx, { ...input, signal: request.signal });
    return await textResponse(text, {
      request,
      contentType: "application/x-ndjson; charset=utf-8",
      fileName: datedFileName("memories", ctx.now(), "jsonl"),
      headers: { "x-lethe-count": String(count), "x-lethe-unreadable-count": String(unreadableCount) },
    });
  } catch (error) {
    return errorResponse(error, "/api/memories/export", request.signal);
  }
};
