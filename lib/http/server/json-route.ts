import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import { errorForLog } from "@/lib/errors/error-for-log";
import { ExpectedError } from "@/lib/errors/expected-error";
import { failureOf, retryAfterHeader } from "@/lib/errors/server/failure";
import type { ErrorBody } from "@/lib/http/request-error";
import { log } from "@/lib/env/log";
import { memberContext } from "@/lib/access/server/member-context";
import { noteRefusal } from "@/lib/access/server/note-refusal";
import type { Permission } from "@/lib/access/types";

/**
 * A GET route that answers JSON: checks the member and the permission, and answers every failure with a body that can be
 * shown. Browsers and proxies must not store the answers: they can hold memory text.
 */
export const jsonRoute =
  <Params>(
    permission: Permission,
    handler: (ctx: Context, request: Request, params: Params) => Promise<unknown>,
  ) =>
  async (request: Request, route: { params: Promise<Params> }): Promise<Response> => {
    try {
      const ctx = await memberContext(permission, { isRead: true });
      const answering = handler(ctx, request, await route.params);
      return jsonResponse(200, await answering.catch(noting(ctx, permission)));
    } catch (error) {
      return errorResponse(error, new URL(request.url).pathname, request.signal);
    }
  };

const noting =
  (ctx: Context, permission: Permission) =>
  (error: unknown): never => {
    noteRefusal(ctx, error, { permission });
    throw error;
  };

/** The answer to a request that failed. With its signal, one that was left by whoever asked is no failure. */
export const errorResponse = (error: unknown, path: string, signal?: AbortSignal): Response => {
  if (signal?.aborted === true && error === signal.reason) return new Response(null, { status: 499 });
  const requestId = randomUUID();
  const failure = failureOf(error);
  if (failure.isForLog) log().error({ requestId, path, error: errorForLog(error) }, "request failed");
  const message = failure.message ?? "The server could not answer. Nothing was changed.";
  const body: ErrorBody = { error: { code: failure.code, message, requestId } };
  return jsonResponse(failure.status, body, retryAfterHeader(failure));
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

/** An answer that neither browsers nor proxies store. */
export const jsonResponse = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers: { "cache-control": "private, no-store", ...headers } });
