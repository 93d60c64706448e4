import { z } from "zod";
import { deletionSearchOf } from "@/lib/deletions/server/history/deletion-search-request";
import { exportDeletions, exportFormats } from "@/lib/deletions/server/history/export-deletions";
import { errorResponse, parseInput } from "@/lib/http/server/json-route";
import { datedFileName, textResponse } from "@/lib/http/server/text-response";
import { memberContext } from "@/lib/access/server/member-context";

const formatSchema = z.enum(exportFormats, `The format must be ${exportFormats.join(" or ")}.`);
const contentTypes = { csv: "text/csv; charset=utf-8", jsonl: "application/x-ndjson; charset=utf-8" };

/** The history as a file: what the same conditions find on the history page, on all its pages. */
export const GET = async (request: Request): Promise<Response> => {
  try {
    const ctx = await memberContext("deletions:read");
    const { searchParams } = new URL(request.url);
    const format = parseInput(formatSchema, searchParams.get("format"));
    const search = deletionSearchOf(searchParams);
    return await textResponse(exportDeletions(ctx, { search, format, signal: request.signal }), {
      request,
      contentType: contentTypes[format],
      fileName: datedFileName("history", ctx.now(), format),
    });
  } catch (error) {
    return errorResponse(error, "/api/deletions/export", request.signal);
  }
};
