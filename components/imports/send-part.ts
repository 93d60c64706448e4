import { readLines } from "@/lib/http/read-lines";
import { connectionBroke, refusalOf, RequestError } from "@/lib/http/request-error";
import type { FilePart } from "@/lib/imports/file-parts";
import type { ImportId } from "@/lib/memories/import-id";
import { partType } from "@/lib/imports/part";
import { importMessageSchema, type ImportMessage } from "@/lib/imports/import-message";

/**
 * Sends a part of a file to be imported (the first without the import's id) and yields each message of the answer. Returns when
 * the server is done; throws RequestError when it refused, failed, or its answer was cut off.
 */
export const sendPart = async (
  { body, badLines }: Pick<FilePart, "body" | "badLines">,
  importId: ImportId | null,
  onMessage: (message: ImportMessage) => void,
  signal: AbortSignal,
): Promise<void> => {
  const query = new URLSearchParams({ unreadable: String(badLines.length) });
  if (importId !== null) query.set("import", importId);
  const response = await fetch(`/api/imports?${query.toString()}`, {
    method: "POST",
    headers: { "content-type": partType },
    body,
    signal,
  }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw connectionBroke();
  });
  if (!response.ok || response.body === null) throw await refusalOf(response);

  let last: ImportMessage | undefined;
  for await (const line of readLines(response.body, signal)) {
    last = importMessageSchema.parse(JSON.parse(line));
    onMessage(last);
  }
  if (last?.kind === "failed") throw new RequestError("unexpected", last.message, last.requestId);
  if (last?.kind !== "done") throw connectionBroke();
};
