import { setTimeout as delay } from "node:timers/promises";
import { ApiError, errorBody, invalidKey } from "./api-error";
import type { Project } from "./project";
import { findRoute } from "./routes";
import { deleteOperations, type LoggedRequest, type OperationName, type Query } from "./types";

/** What is sent, or how the connection ends without an answer. */
export type Answer =
  | { kind: "json"; status: number; body: unknown; headers?: Record<string, string> }
  | { kind: "html"; status: number }
  | { kind: "redirect"; location: string }
  | { kind: "malformed"; body: unknown }
  | { kind: "oversized"; body: unknown; bytes: number }
  | { kind: "hang" | "close" };

export type IncomingRequest = {
  baseUrl: string;
  method: string;
  path: string;
  query: Query;
  body: unknown;
  authorization: string | undefined;
};

/**
 * What a request is answered, as the contract and the faults of the moment say. `entry` learns which operation it was.
 * Rejects only when `signal` aborts.
 */
export const answerRequest = async (
  project: Project,
  apiKey: string,
  request: IncomingRequest,
  entry: LoggedRequest,
  signal: AbortSignal,
): Promise<Answer> => {
  const found = findRoute(request.method, request.path);
  const operation = found === null || found === "wrong_method" ? null : found.route.name;
  entry.operation = operation;
  const { latencyMs, latencyMsOf } = project.faults.now;
  const pauseMs = (operation === null ? undefined : latencyMsOf[operation]) ?? latencyMs;
  if (pauseMs > 0) await delay(pauseMs, undefined, { signal });

  const silence = project.faults.silence();
  if (silence !== null) return { kind: silence };
  project.settle();
  const { redirectTo, isKeyRevoked, errorShape } = project.faults.now;
  if (redirectTo !== null) return { kind: "redirect", location: redirectTo };
  try {
    if (isKeyRevoked || request.authorization !== `Token ${apiKey}`) throw invalidKey();
    if (found === null) throw new ApiError(404, "detail", "Not found.");
    if (found === "wrong_method")
      throw new ApiError(405, "detail", `Method "${request.method}" not allowed.`);
    return workOn(project, found.route.name, () =>
      found.route.answer(project, { ...request, parts: found.parts }),
    );
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const shape = errorShape === "documented" ? error.shape : errorShape;
    return {
      kind: "json",
      status: error.status,
      body: errorBody(shape, error),
      headers: error.status === 429 ? retryAfter(project) : undefined,
    };
  }
};

const workOn = (project: Project, operation: OperationName, work: () => unknown): Answer => {
  const { faults } = project;
  if (faults.isLimited(operation)) throw new ApiError(429, "detail", "Request was throttled.");
  const burst = faults.take("serverErrors", operation);
  if (burst?.work === "before") return serverError(burst);
  const body = work();
  if (deleteOperations.some((each) => each === operation)) faults.noteDeletion();
  if (burst !== null) return serverError(burst);
  if (faults.take("cutAnswers", operation) !== null) return { kind: "close" };
  const garbled = faults.take("garbled", operation);
  if (garbled === null) return { kind: "json", status: 200, body };
  switch (garbled.how) {
    case "malformed":
      return { kind: "malformed", body };
    case "oversized":
      return { kind: "oversized", body, bytes: garbled.bytes };
    case "empty_object":
      return { kind: "json", status: 200, body: {} };
    case "wrong_type":
      return { kind: "json", status: 200, body: "ok" };
  }
};

const serverError = ({ status, body }: { status: number; body: "json" | "html" }): Answer => {
  if (body === "html") return { kind: "html", status };
  throw new ApiError(status, "detail", "The server cannot answer now.");
};

const retryAfter = (project: Project): Record<string, string> => {
  const { rateLimit } = project.faults.now;
  if (rateLimit?.retryAfterSeconds == null) return {};
  const seconds = rateLimit.retryAfterSeconds;
  return {
    "retry-after":
      rateLimit.retryAfterAs === "seconds"
        ? String(seconds)
        : new Date(project.now().getTime() + seconds * 1000).toUTCString(),
  };
};
