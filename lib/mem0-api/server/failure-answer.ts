import { isTimeout } from "@/lib/database/server/database-error";
import type { ExpectedError } from "@/lib/errors/expected-error";
import { foreseenError } from "@/lib/errors/server/foreseen-error";
import { retryAfter, statusByCode } from "@/lib/http/server/json-route";
import { ApiError } from "@/lib/mem0-api/api-error";

type Answer = { status: number; body: unknown; headers: Readonly<Record<string, string>> };

/** What a failed request is answered; 500 for what nobody foresaw. */
export const failureAnswer = (error: unknown, requestId: string): Answer => {
  if (error instanceof ApiError) return { status: error.status, body: error.body, headers: error.headers };
  const foreseen = foreseenError(error);
  if (foreseen !== null) return expectedAnswer(foreseen);
  if (isTimeout(error)) {
    const text = "This took too long and was stopped. Narrow the filter.";
    return { status: 503, body: { error: text }, headers: {} };
  }
  const text = `The server could not answer. Its log has more, under ${requestId}.`;
  return { status: 500, body: { error: text }, headers: {} };
};

const expectedAnswer = ({ code, message, values }: ExpectedError): Answer => {
  const status = statusByCode[code];
  switch (code) {
    case "not_signed_in":
    case "not_permitted":
      return { status, body: { detail: message }, headers: {} };
    case "too_many_attempts":
      return { status, body: { detail: message }, headers: retryAfter(values) };
    case "invalid_input":
    case "not_found":
    case "count_changed":
    case "not_confirmed":
    case "idempotency_key_reused":
    case "wrong_status":
    case "unavailable":
    case "timed_out":
    case "store_failed":
      return { status, body: { error: message }, headers: retryAfter(values) };
  }
};
