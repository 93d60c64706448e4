import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import { DatabaseError, isTimeout } from "@/lib/database/server/database-error";
import { ExpectedError, type ErrorCode } from "@/lib/errors/expected-error";
import { foreseenError } from "@/lib/errors/server/foreseen-error";
import { log } from "@/lib/env/log";
import { memberContext } from "@/lib/access/server/member-context";
import type { Permission } from "@/lib/access/types";

export const statusByCode: Record<ErrorCode, number> = {
  not_signed_in: 401,
  not_permitted: 403,
  invalid_input: 400,
  not_found: 404,
  count_changed: 409,
  not_confirmed: 409,
  idempotency_key_reused: 409,
  wrong_status: 409,
  too_many_attempts: 429,
  unavailable: 503,
  timed_out: 503,
  store_failed: 502,
};

/** What a failed request answers; `requestId` is in the log too. */
export type ErrorBody = { error: { code: ErrorCode | "unexpected"; message: string; requestId: string } };

/**
 * A GET route that answers JSON: checks the member and the permission, and answers every failure with a body that can be
 * shown. Answers are never stored by browsers or proxies, as they can hold memory text.
 */
export const jsonRoute =
  <Params>(
    permission: Permission,
    handler: (ctx: Context, request: Request, params: Params) => Promise<unknown>,
  ) =>
  async (request: Request, route: { params: Promise<Params> }): Promise<Response> => {
    try {
      const ctx = await memberContext(permission);
      return jsonResponse(200, await handler(ctx, request, await route.params));
    } catch (error) {
      return errorResponse(error, new URL(request.url).pathname);
    }
  };

/** The answer to a request that failed. Unforeseen errors are logged by name and code: their messages may quote data. */
export const errorResponse = (error: unknown, path: string): Response => {
  const requestId = randomUUID();
  const foreseen = foreseenError(error);
  if (foreseen !== null) {
    const { code, message, values } = foreseen;
    if (error instanceof DatabaseError)
      log().error({ requestId, path, error: errorName(error) }, "database away");
    const body: ErrorBody = { error: { code, message, requestId } };
    return jsonResponse(statusByCode[code], body, retryAfter(values));
  }
  const tookTooLong = isTimeout(error);
  log().error({ requestId, path, error: errorName(error) }, "request failed");
  return jsonResponse(tookTooLong ? 503 : 500, {
    error: tookTooLong
      ? { code: "timed_out", message: "This took too long and was stopped. Narrow the filter.", requestId }
      : { code: "unexpected", message: "The server could not answer. Nothing was changed.", requestId },
  } satisfies ErrorBody);
};

/** Parses input from outside; throws invalid_input with a sentence about the first problem. */
export const parseInput = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join(".") ?? "";
  throw new ExpectedError(
    "invalid_input",
    `${place === "" ? "" : `${place}: `}${issue?.message ?? "not valid"}`,
  );
};

/** What may be logged of an error. */
export const errorName = (error: unknown): string =>
  error instanceof Error
    ? `${error.name}${"code" in error && typeof error.code === "string" ? ` ${error.code}` : ""}`
    : typeof error;

/** The header that says when to ask again, where that is known. */
export const retryAfter = ({ retryAfterSeconds }: ExpectedError["values"]): Record<string, string> =>
  retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };

const jsonResponse = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers: { "cache-control": "private, no-store", ...headers } });
