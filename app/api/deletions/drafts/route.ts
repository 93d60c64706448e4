import { z } from "zod";
import { memberContext } from "@/lib/access/server/member-context";
import { selectionSchema } from "@/lib/deletions/request/schema";
import { keepDraft } from "@/lib/deletions/server/draft/keep-draft";
import { errorResponse, jsonResponse, parseInput } from "@/lib/http/server/json-route";
import { readJsonBody } from "@/lib/http/server/read-json-body";
import { requireSameOrigin } from "@/lib/http/server/require-same-origin";

/** A hundred thousand listed ids have four. */
const bodyBytesMax = 8 * 1024 * 1024;

const bodySchema = z.object({ selection: selectionSchema });

/** Takes a selection that is too long for a server action, ahead of it. The member is checked before anything is read. */
export const POST = async (request: Request): Promise<Response> => {
  try {
    requireSameOrigin(request.headers);
    const ctx = await memberContext("memories:delete");
    const { selection } = parseInput(bodySchema, await readJsonBody(request, bodyBytesMax));
    return jsonResponse(201, { id: await keepDraft(ctx, selection) });
  } catch (error) {
    return errorResponse(error, "/api/deletions/drafts");
  }
};
