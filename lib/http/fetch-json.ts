import { refusalOf, RequestError } from "./request-error";

/** Reads JSON from one of Lethe's own routes (same release, same types); throws RequestError. */
export const fetchJson = async <Answer>(path: string, signal?: AbortSignal): Promise<Answer> => {
  const response = await fetch(path, signal === undefined ? {} : { signal }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw new RequestError(
      "offline",
      "Lethe cannot be reached. Check the connection; nothing was changed.",
      null,
    );
  });
  if (!response.ok) throw await refusalOf(response);
  return (await response.json().catch(() => null)) as Answer;
};
