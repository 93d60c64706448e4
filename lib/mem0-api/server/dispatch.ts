import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Context } from "@/lib/access/context";
import { errorForLog } from "@/lib/errors/error-for-log";
import { writeExact } from "@/lib/json/write-exact";
import { refusedDetail } from "@/lib/mem0-api/api-error";
import { requireProjectHeaders } from "@/lib/mem0-api/common-parameters";
import { ignoredHeaders } from "@/lib/mem0-api/ignored-fields";
import { noteRefusal } from "@/lib/access/server/note-refusal";
import type { Permission } from "@/lib/access/types";
import { failureAnswer } from "./failure-answer";
import { pathMatcher } from "./match-path";
import { isOfMem0, Reply, type Operation } from "./operation";
import { clientUrl, readJsonBody, readQuery } from "./read-request";

type Input = {
  operations: readonly Operation[];
  /** The caller's context; throws ExpectedError without a valid key or the permission. */
  authenticate: (request: Request, permission: Permission) => Promise<Context>;
  log: () => Pick<Logger, "info" | "error">;
};

/**
 * Answers requests from the table of operations: finds the operation, checks key and permission, reads and checks the input,
 * and answers everything as JSON, failures too. Logs one line per request: names, ids and counts only.
 */
export const createDispatcher = ({ operations, authenticate, log }: Input) => {
  const routes = operations
    .map((operation) => ({ operation, ...pathMatcher(operation.path) }))
    // A path that is spelled out goes before one that has a parameter in its place.
    .sort((a, b) => a.parameterCount - b.parameterCount);

  const find = (method: string, path: string) => {
    const candidates = routes.flatMap(({ operation, match }) => {
      const parameters = match(path);
      return parameters === null ? [] : [{ operation, parameters }];
    });
    if (candidates.length === 0) throw refusedDetail(404, "Not found.");
    const found = candidates.find(({ operation }) => operation.method === method);
    if (found !== undefined) return found;
    const allowed = [...new Set(candidates.map(({ operation }) => operation.method))].join(", ");
    throw refusedDetail(405, `Method "${method}" not allowed.`, { allow: allowed });
  };

  return async (request: Request): Promise<Response> => {
    const requestId = randomUUID();
    const startedAt = performance.now();
    let operationId: string | null = null;
    let actor: string | null = null;
    let asked: Context | null = null;
    const ignored = new Set<string>();
    const answer = await (async () => {
      const url = clientUrl(request);
      // The server leaves the body of the answer out.
      const method = request.method === "HEAD" ? "GET" : request.method;
      const { operation, parameters } = find(method, url.pathname);
      operationId = operation.id;
      if (operation.refusesAnyone !== undefined) throw operation.refusesAnyone();
      const ctx = await authenticate(request, operation.permission);
      asked = ctx;
      actor = ctx.actor.id;
      if (isOfMem0(operation)) requireProjectHeaders(request.headers);
      const { value: body, bytes } = await readJsonBody(request);
      const query = readQuery(url.searchParams);
      const onIgnored = (names: ReadonlySet<string>) => {
        for (const name of names) ignored.add(name);
      };
      const answered = await operation.run(ctx, { path: parameters, query, body, bytes, url, onIgnored });
      const status = operation.status ?? 200;
      if (answered instanceof Reply) return { status, ...answered.head, body: answered.body as unknown };
      return { status, headers: {}, body: answered };
    })().catch((error: unknown) => {
      const failure = failureAnswer(error, requestId);
      if (asked !== null) noteRefusal(asked, error, { permission: operationId ?? "" });
      if (failure.isForLog) {
        log().error({ requestId, operation: operationId, error: errorForLog(error) }, "api request failed");
      }
      return failure;
    });
    const { status } = answer;
    log().info(
      { requestId, operation: operationId, actor, status, ms: Math.round(performance.now() - startedAt) },
      "api",
    );
    return new Response(writeExact(answer.body), {
      status,
      // The answer can hold memory text: proxies must not store it.
      headers: {
        "content-type": "application/json",
        "cache-control": "private, no-store",
        "x-request-id": requestId,
        ...ignoredHeaders(ignored),
        ...answer.headers,
      },
    });
  };
};
