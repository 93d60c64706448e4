import { backgroundHeader } from "@/lib/access/background-header";
import { hasRecentInput } from "./recent-input";
import { refusalOf, RequestError } from "./request-error";

/**
 * Reads JSON from one of Lethe's own routes (same release, same types); throws RequestError. What a page reads by itself, while
 * it is not used, does not keep the member signed in.
 */
export const fetchJson = <Answer>(path: string, signal?: AbortSignal): Promise<Answer> =>
  sendJson(path, {
    ...(signal === undefined ? {} : { signal }),
    headers: hasRecentInput() ? {} : { [backgroundHeader]: "1" },
  });

/** The same of a route that is sent something. */
export const sendJson = async <Answer>(path: string, request: RequestInit): Promise<Answer> => {
  const response = await fetch(path, request).catch((error: unknown) => {
    if (request.signal?.aborted === true) throw error;
    throw new RequestError(
      "offline",
      "Lethe cannot be reached. Check the connection; nothing was changed.",
      null,
    );
  });
  if (!response.ok) throw await refusalOf(response);
  return (await response.json().catch(() => null)) as Answer;
};
