import { EventEmitter } from "node:events";
import { randomUUID } from "node:crypto";
import { IncomingMessage, Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Failure } from "@/lib/errors/server/failure";
import { anonymousBytesMax, memberBytesMax } from "@/lib/http/body-limits";
import { dataPolicy } from "@/lib/http/content-security-policy";
import { isOwnOrigin } from "@/lib/http/own-origin";
import type { ErrorBody } from "@/lib/http/request-error";
import { securityHeaders } from "@/lib/http/security-headers";
import { bytesNestDeeperThan, nestingMax } from "@/lib/json/nesting";
import { addressRefusal, apiRefusal, isApiRequest, originForm, withOneSlash } from "./api-refusal";
import { answerPacked, type PackedFiles } from "./packed-files";
import { refuseUnreadable } from "./refuse-unreadable";
import { otherSiteWords } from "./require-same-origin";

type Input = {
  /** Whether the request carries a session cookie that Lethe has made and that has not expired. */
  hasSession: (request: IncomingMessage) => Promise<boolean>;
  /** The address people use; with https, browsers are told to stay with it. */
  publicUrl: string;
  isDevelopment: boolean;
  packedFiles: PackedFiles;
  onRefused: (refused: {
    request: IncomingMessage;
    requestId: string;
    status: number;
    code: Failure["code"];
  }) => void;
};

/** Where somebody without a session may send something. */
const anonymousPaths = /^\/(?:sign-in|set-up|join|api\/auth\/[^/].*)$/;
/** Routes that check the caller before they read, and have limits of their own. */
const routes =
  /^\/(?:v[123](?:\/.*)?|opendsr(?:\/.*)?|api\/(?:v1(?:\/.*)?|tickets(?:\/find)?|mcp|imports|people|memories\/export|deletions\/(?:drafts|previews))\/?)$/;

/** More than this is not read to the end for the sake of an answer. */
const discardedBytesMax = 16 * 1024 * 1024;
const secondsOfHttps = 365 * 24 * 3600;

/**
 * Stands before Next in every HTTP server of this process. Next reads and parses the body of a server action before any code
 * of Lethe runs, and of its proxy file as well; megabytes of that stop the process for seconds. So what is sent to a page
 * is looked at here: another site's request, one without a session, and one that is too long are answered unread (403, 401,
 * 413), and one that nests too deeply before it is parsed (400). What passes has been read whole. Whether the session still
 * holds, and what it may do, is checked by each action. The way in is that of
 * https://www.npmjs.com/package/@opentelemetry/instrumentation-http.
 */
export const guardServer = ({
  hasSession,
  publicUrl,
  isDevelopment,
  packedFiles,
  onRefused,
}: Input): void => {
  const isHttps = publicUrl.startsWith("https:");
  // Inherited from EventEmitter.
  // oxlint-disable-next-line typescript/unbound-method
  const emit = Server.prototype.emit as (this: Server, event: string, ...values: unknown[]) => boolean;
  const guarded = function (this: Server, event: string, ...values: unknown[]): boolean {
    if (event === "clientError") {
      refuseUnreadable(...(values as [NodeJS.ErrnoException, Duplex]));
      return true;
    }
    if (event !== "request") return emit.call(this, event, ...values);
    const [request, response] = values as [IncomingMessage, ServerResponse];
    request.url = originForm(request.url ?? "/");
    if (isHttps) response.setHeader("strict-transport-security", `max-age=${secondsOfHttps}`);
    // Next leaves them out of its redirects. Pages put a policy of their own in the place of this one.
    for (const { key, value } of securityHeaders) response.setHeader(key, value);
    const isApi = isApiRequest(request);
    const refusal = addressRefusal(request) ?? (isApi ? apiRefusal(request) : null);
    if (refusal !== null) {
      refuseUnread(request, response, refusal);
      return true;
    }
    if (isApi) {
      request.url = withOneSlash(request.url);
      // Next would redirect what says that it is from one of its pages.
      delete request.headers["rsc"];
    }
    // Of Next's older router: Next answers it with an empty object and 200, without asking the page or the route, so that what was to be
    // deleted would seem to be.
    delete request.headers["x-middleware-prefetch"];
    const path = pathOf(request);
    if (answerPacked(packedFiles, path, request, response)) return true;
    if (path.length > 1 && path.endsWith("/")) response.setHeader("content-security-policy", dataPolicy);
    // Lethe has no answer to it, and Next would take it for a page.
    if (request.method === "TRACE" || request.method === "TRACK") {
      response.writeHead(405, { "content-security-policy": dataPolicy, connection: "close" }).end();
      return true;
    }
    // While developing, Next's overlay sends something too.
    const isOfNext = isDevelopment && path.startsWith("/__nextjs");
    if (isReadOnly.test(request.method ?? "") || routes.test(path) || isOfNext) {
      return emit.call(this, event, ...values);
    }
    void judge(request, path, hasSession).then((verdict) => {
      if (verdict.kind === "passes") emit.call(this, event, verdict.request, response);
      else if (verdict.kind === "refused") refuse(request, response, verdict, onRefused);
    });
    return true;
  };
  // Next takes a web socket for its reloading of sources, also where there is none, and keeps it for ever. As long as nobody listens
  // for it, Node answers a request to change the protocol as any other; Java's client asks each server for HTTP/2 in this way.
  if (!isDevelopment) {
    const counted = function (this: Server, event: string, listener?: () => void): number {
      return event === "upgrade" ? 0 : EventEmitter.prototype.listenerCount.call(this, event, listener);
    };
    Object.defineProperty(Server.prototype, "listenerCount", {
      value: counted,
      configurable: true,
      writable: true,
    });
  }
  Object.defineProperty(Server.prototype, "emit", { value: guarded, configurable: true, writable: true });
};

const isReadOnly = /^(?:GET|HEAD|OPTIONS)$/;

type Refusal = { kind: "refused"; status: number; code: Failure["code"]; message: string };
type Verdict = { kind: "passes"; request: IncomingMessage } | { kind: "gone" } | Refusal;

const judge = async (
  request: IncomingMessage,
  path: string,
  hasSession: Input["hasSession"],
): Promise<Verdict> => {
  const { headers } = request;
  const isAuth = path.startsWith("/api/auth/");
  const isOwn = isOwnOrigin({
    origin: headers.origin ?? null,
    host: headers.host ?? null,
    forwardedHost: [headers["x-forwarded-host"]].flat()[0] ?? null,
  });
  // next-auth checks a token of its own, and a provider's page may be what leads back to it.
  if (isOwn === false && !isAuth) return refusals.otherSite;
  if (!hasBody(request)) return { kind: "passes", request };
  const isMember = await hasSession(request).catch(() => false);
  if (!isMember && !anonymousPaths.test(path)) return refusals.signedOut;
  const bytesMax = isMember ? memberBytesMax : anonymousBytesMax;
  if (lengthOf(request) > bytesMax) return refusals.tooLarge(bytesMax);
  const body = await readBody(request, bytesMax);
  if (body === "gone") return { kind: "gone" };
  if (body === "too_large") return refusals.tooLarge(bytesMax);
  if (bytesNestDeeperThan(body, nestingMax)) return refusals.tooDeep;
  return { kind: "passes", request: withBody(request, body) };
};

const refusals = {
  otherSite: { kind: "refused", status: 403, code: "not_permitted", message: otherSiteWords },
  signedOut: {
    kind: "refused",
    status: 401,
    code: "not_signed_in",
    message: "You are signed out. Sign in again.",
  },
  tooDeep: {
    kind: "refused",
    status: 400,
    code: "invalid_input",
    message: `The request nests too deeply: at most ${nestingMax} levels are read.`,
  },
  tooLarge: (bytesMax: number) => ({
    kind: "refused",
    status: 413,
    code: "too_large",
    message: `The request is too long: at most ${bytesMax / 1024} kB are read here.`,
  }),
} satisfies Record<string, Refusal | ((bytesMax: number) => Refusal)>;

/** As Next will read it, which takes dot segments out. */
const pathOf = ({ url = "/" }: IncomingMessage): string =>
  URL.canParse(url, "http://localhost") ? new URL(url, "http://localhost").pathname : "/";

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** As it says itself; Node lets no more through. 0 when it does not say. */
const lengthOf = ({ headers }: IncomingMessage): number => Number(headers["content-length"] ?? 0);

const readBody = (request: IncomingMessage, bytesMax: number): Promise<Buffer | "too_large" | "gone"> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let byteCount = 0;
    request.on("data", (chunk: Buffer) => {
      byteCount += chunk.length;
      // From here on the rest is thrown away as it comes.
      if (byteCount > bytesMax) resolve("too_large");
      else chunks.push(chunk);
    });
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("error", () => resolve("gone"));
    request.once("close", () => resolve("gone"));
  });

/** The same request once more, its body still to be read. */
const withBody = (request: IncomingMessage, body: Buffer): IncomingMessage => {
  const again = new IncomingMessage(request.socket);
  again.httpVersion = request.httpVersion;
  again.httpVersionMajor = request.httpVersionMajor;
  again.httpVersionMinor = request.httpVersionMinor;
  again.method = request.method;
  again.url = request.url;
  again.rawHeaders = request.rawHeaders;
  again.headers = request.headers;
  again.rawTrailers = request.rawTrailers;
  again.complete = true;
  again.push(body);
  again.push(null);
  return again;
};

const refuseUnread = (
  request: IncomingMessage,
  response: ServerResponse,
  { status, detail }: { status: number; detail: string },
): void => {
  const body = JSON.stringify({ detail });
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "private, no-store",
    "content-security-policy": dataPolicy,
    ...(hasBody(request) ? { connection: "close" } : {}),
  });
  response.end(body);
};

const refuse = (
  request: IncomingMessage,
  response: ServerResponse,
  { status, code, message }: Refusal,
  onRefused: Input["onRefused"],
): void => {
  const requestId = randomUUID();
  onRefused({ request, requestId, status, code });
  // The page that called an action hands on the text of a plain answer, and of no other: see actionAnswer.
  const type = request.headers["next-action"] === undefined ? "application/json" : "text/plain";
  const isLong = lengthOf(request) > discardedBytesMax || request.headers["transfer-encoding"] !== undefined;
  response.writeHead(status, {
    "content-type": type,
    "cache-control": "private, no-store",
    "content-security-policy": dataPolicy,
    ...(isLong ? { connection: "close" } : {}),
  });
  const body: ErrorBody = { error: { code, message, requestId } };
  response.end(JSON.stringify(body));
};
