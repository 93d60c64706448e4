import { env } from "@/lib/env/env";
import { memberContext } from "@/lib/access/server/member-context";
import { confirmablePreview } from "@/lib/deletions/preview/confirmable-preview";
import { previewDeletionSchema } from "@/lib/deletions/request/schema";
import { previewSelection } from "@/lib/deletions/server/preview/preview-selection";
import { errorResponse, jsonResponse, parseInput } from "@/lib/http/server/json-route";
import { readJsonBody } from "@/lib/http/server/read-json-body";
import { requireSameOrigin } from "@/lib/http/server/require-same-origin";
import { readSafetyRule } from "@/lib/safety/server/read-rule";

/** As many memories and ids as a filter can name. */
const bodyBytesMax = 8 * 1024 * 1024;

/**
 * What a selection would delete, as `previewSelectionAction` says it. A route, as Next sends one action at a time and a person is
 * previewed in all stores at once; POST, as a selection names people.
 */
export const POST = async (request: Request): Promise<Response> => {
  try {
    requireSameOrigin(request.headers);
    const ctx = await memberContext("memories:delete");
    const input = parseInput(previewDeletionSchema, await readJsonBody(request, bodyBytesMax));
    const { selection } = input;
    const preview = confirmablePreview(await previewSelection(ctx, input), {
      selection,
      actor: ctx.actor,
      thresholds: env().confirmation,
      rule: await readSafetyRule(ctx.database),
    });
    return jsonResponse(200, preview);
  } catch (error) {
    return errorResponse(error, "/api/deletions/previews");
  }
};
