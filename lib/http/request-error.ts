import type { Failure } from "@/lib/errors/server/failure";

/** The body of a failed request to one of Lethe's own routes; `requestId` is in the log too. */
export type ErrorBody = { error: { code: Failure["code"]; message: string; requestId: string } };

/** A request that failed, in words that can be shown. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly code: Failure["code"] | "offline";
  readonly requestId: string | null;

  constructor(code: RequestError["code"], message: string, requestId: string | null) {
    super(message);
    this.code = code;
    this.requestId = requestId;
  }
}

/** The error that a route answered. Proxies answer in shapes of their own: then only the status is known. */
export const refusalOf = async (response: Response): Promise<RequestError> => {
  const body: unknown = await response.json().catch(() => null);
  return refusalIn(body) ?? new RequestError("unexpected", `The server answered ${response.status}.`, null);
};

/** The error that the body of an answer names; null when it is none of Lethe's. */
export const refusalIn = (body: unknown): RequestError | null => {
  const failure = (body as Partial<ErrorBody> | null)?.error;
  if (failure === undefined) return null;
  return new RequestError(failure.code, failure.message, failure.requestId);
};

/** The answer did not come, or was cut off. */
export const connectionBroke = (): RequestError =>
  new RequestError("offline", "The connection to Lethe was lost.", null);
