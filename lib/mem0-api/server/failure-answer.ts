import { failureOf, retryAfterHeader } from "@/lib/errors/server/failure";
import { ApiError } from "@/lib/mem0-api/api-error";

type Answer = {
  status: number;
  body: unknown;
  headers: Readonly<Record<string, string>>;
  /** Whether an operator has to know. */
  isForLog: boolean;
};

/** A failure in the shape of Mem0's API, for the API and MCP. */
export const failureAnswer = (error: unknown, requestId: string): Answer => {
  if (error instanceof ApiError) {
    return { status: error.status, body: error.body, headers: error.headers, isForLog: error.status === 500 };
  }
  const failure = failureOf(error);
  const { code, status, isForLog } = failure;
  const text = failure.message ?? `The server could not answer. Its log has more, under ${requestId}.`;
  // As Mem0 has it: {"detail"} before an operation is reached, {"error"} from the operation.
  const isBefore = code === "not_signed_in" || code === "not_permitted" || code === "too_many_attempts";
  const body = isBefore ? { detail: text } : { error: text };
  return { status, body, headers: retryAfterHeader(failure), isForLog };
};
