import http from "node:http";
import https from "node:https";
import { writeExact } from "@/lib/json/write-exact";
import { StoreError, type StoreErrorCode } from "@/lib/errors/store-error";
import { guardedLookup, refuseAddress, type AddressGuard } from "./guarded-lookup";

export type StoreRequest = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** The whole address, query included. */
  url: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  signal?: AbortSignal;
  /** From the first byte sent to the last one received; 30 by default. */
  timeoutSeconds?: number;
  /** A larger answer is an error (bad_answer); 32 MiB by default. */
  answerBytesMax?: number;
};

/** What was answered, with any status. The text can hold memories: it goes into no error and no log. */
export type StoreAnswer = {
  status: number;
  /** By lower-case name. */
  header: (name: string) => string | null;
  text: string;
};

/**
 * Sends one request to where requests may go, and reads the answer. Follows no redirect (the 3xx is the answer). Throws
 * StoreError `unreachable`, `timed_out`, `address_refused`, `untrusted` or `bad_answer`, and what `signal` was aborted with.
 */
export type GuardedRequest = (request: StoreRequest) => Promise<StoreAnswer>;

const timeoutSecondsDefault = 30;
const answerBytesDefault = 32 * 1024 * 1024;
/** Shorter than a server keeps an idle connection (uvicorn: 5 s), so that hardly a request meets one that is being closed. */
const idleMs = 4000;
const connectionsMax = 16;

/** Requests over connections that are kept for the next one; `close` ends those. */
export const makeGuardedRequest = (guard: AddressGuard): { request: GuardedRequest; close: () => void } => {
  const kept = { keepAlive: true, maxSockets: connectionsMax, timeout: idleMs };
  const agents = {
    "http:": new http.Agent({ ...kept, lookup: guardedLookup(guard, false) }),
    // Said explicitly, so that NODE_TLS_REJECT_UNAUTHORIZED does not turn it off.
    "https:": new https.Agent({ ...kept, lookup: guardedLookup(guard, true), rejectUnauthorized: true }),
  };
  return {
    request: async (input) => {
      const url = new URL(input.url);
      const { protocol } = url;
      if (protocol !== "http:" && protocol !== "https:") throw new StoreError("address_refused");
      refuseAddress(guard, protocol === "https:", url.hostname);
      const timeout = AbortSignal.timeout((input.timeoutSeconds ?? timeoutSecondsDefault) * 1000);
      const signal = AbortSignal.any([timeout, ...(input.signal === undefined ? [] : [input.signal])]);
      const send = protocol === "http:" ? http.request : https.request;
      try {
        const open = () => send(url, { method: input.method, agent: agents[protocol] });
        return await exchange(open, input, signal).catch((error: unknown) => {
          if (error instanceof ClosedWhileIdle) return exchange(open, input, signal);
          throw error;
        });
      } catch (error) {
        if (timeout.aborted && input.signal?.aborted !== true) throw new StoreError("timed_out");
        input.signal?.throwIfAborted();
        throw connectionError(error);
      }
    },
    close: () => Object.values(agents).forEach((agent) => agent.destroy()),
  };
};

/** The server had closed a kept connection before it read anything of the request. */
class ClosedWhileIdle extends Error {
  override readonly name = "ClosedWhileIdle";
}

const exchange = (
  open: () => http.ClientRequest,
  { headers = {}, json, answerBytesMax = answerBytesDefault }: StoreRequest,
  signal: AbortSignal,
): Promise<StoreAnswer> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const sent = open();
    const fail = (error: unknown): void => {
      signal.removeEventListener("abort", abort);
      sent.destroy();
      reject(error instanceof Error ? error : new StoreError("unreachable"));
    };
    const abort = (): void => fail(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    sent.on("error", (error: NodeJS.ErrnoException) =>
      fail(sent.reusedSocket && error.code === "ECONNRESET" ? new ClosedWhileIdle() : error),
    );
    sent.on("response", (answer) => {
      readText(answer, answerBytesMax).then((text) => {
        signal.removeEventListener("abort", abort);
        resolve({ status: answer.statusCode ?? 0, header: (name) => headerOf(answer, name), text });
      }, fail);
    });

    const body = json === undefined ? undefined : Buffer.from(writeExact(json));
    sent.setHeader("accept", "application/json");
    sent.setHeader("user-agent", "lethe");
    if (body !== undefined) {
      sent.setHeader("content-type", "application/json");
      sent.setHeader("content-length", body.length);
    }
    for (const [name, value] of Object.entries(headers)) sent.setHeader(name, value);
    sent.end(body);
  });

const readText = async (answer: http.IncomingMessage, bytesMax: number): Promise<string> => {
  const parts: Buffer[] = [];
  let byteCount = 0;
  // A stream of bytes, as no encoding was set on it.
  for await (const part of answer as AsyncIterable<Buffer>) {
    byteCount += part.length;
    if (byteCount > bytesMax) throw new StoreError("bad_answer", answer.statusCode ?? null);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
};

const headerOf = ({ headers }: http.IncomingMessage, name: string): string | null => {
  const value = headers[name];
  return Array.isArray(value) ? value.join(", ") : (value ?? null);
};

/** What went wrong with a connection, without the error's own words, which can quote an address with a password. */
const connectionError = (error: unknown): StoreError =>
  error instanceof StoreError ? error : new StoreError(codeOf(error));

const codeOf = (error: unknown): StoreErrorCode => {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  if (untrusted.test(code)) return "untrusted";
  // Not HTTP, or not TLS, at all; or TLS of a kind that is not spoken any more.
  if (/^(HPE_|EPROTO|ERR_SSL_)/.test(code)) return "bad_answer";
  return "unreachable";
};

/** https://nodejs.org/docs/latest-v20.x/api/tls.html#x509-certificate-error-codes, and a certificate of another name. */
const untrusted =
  /^(ERR_TLS_CERT_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|ERROR_IN_)/;
