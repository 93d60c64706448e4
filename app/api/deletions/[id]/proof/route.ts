import { memberContext } from "@/lib/access/server/member-context";
import { noteRefusal } from "@/lib/access/server/note-refusal";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { proveDeletion } from "@/lib/deletions/server/history/prove-deletion";
import { errorResponse, parseInput } from "@/lib/http/server/json-route";
import { zipResponse } from "@/lib/http/server/zip-response";
import { attestServerEvent } from "@/lib/ledger/server/log/server-log";

/** The proof bundle of a deletion. What of it is not signed yet is signed now. */
export const GET = async (
  _request: Request,
  route: { params: Promise<{ id: string }> },
): Promise<Response> => {
  try {
    const ctx = await memberContext("certificates:issue");
    const id = parseInput(deletionIdSchema, (await route.params).id);
    const bundle = await proveDeletion(ctx, id, attestServerEvent).catch((error: unknown) => {
      noteRefusal(ctx, error, { permission: "certificates:issue" });
      throw error;
    });
    return zipResponse(bundle, `lethe-proof-deletion-${id.slice(0, 8)}.zip`);
  } catch (error) {
    return errorResponse(error, "/api/deletions/[id]/proof");
  }
};
