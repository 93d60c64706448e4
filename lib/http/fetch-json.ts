import type { ErrorBody } from "./server/json-route";

/** A request that failed, in words that can be shown. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly code: ErrorBody["error"]["code"] | "offline";
  readonly requestId: string | null;

  constructor(code: RequestError["code"], message: string, requestId: string | null) {
    super(message);
    this.code = code;
    this.requestId = requestId;
  }
}

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
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as Answer;
  const failure = (body as ErrorBody | null)?.error;
  throw new RequestError(
    failure?.code ?? "unexpected",
    failure?.message ?? `The server answered ${response.status}.`,
    failure?.requestId ?? null,
  );
};
