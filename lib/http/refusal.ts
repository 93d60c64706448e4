import { RequestError } from "./fetch-json";
import type { ErrorBody } from "./server/json-route";

/** The error in an answer that is not the one that was asked for. */
export const refusalOf = async (response: Response): Promise<RequestError> => {
  const body = (await response.json().catch(() => null)) as ErrorBody | null;
  return new RequestError(
    body?.error.code ?? "unexpected",
    body?.error.message ?? `The server answered ${response.status}.`,
    body?.error.requestId ?? null,
  );
};

/** An answer that did not come, or not to its end. */
export const connectionBroke = (): RequestError =>
  new RequestError("offline", "The connection to Lethe was lost.", null);
