import type { IncomingMessage, ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { startTestServer, type TestServer } from "@/testing/test-server";
import { parseExact } from "@/lib/json/parse-exact";
import { answerRequest } from "./answer-request";
import type { FaultInput, Faults } from "./faults";
import { FaultSwitches } from "./fault-switches";
import { inspectMemories, type MemoryInspection } from "./inspect-memories";
import { Project } from "./project";
import { seedMemories, type SeedInput } from "./seed";
import { sendAnswer } from "./send-answer";
import type { LoggedRequest } from "./types";

export type SimulatorOptions = {
  /** 0 or absent: a free one. */
  port?: number;
  apiKey?: string;
  faults?: FaultInput;
  /** Events, delayed deletions and expiry go by it; only latencies take real time. */
  now?: () => Date;
};

export type PlatformSimulator = TestServer & {
  apiKey: string;
  /** What is really stored, not what the answers say. */
  memories: MemoryInspection;
  /** Every request so far, oldest first. */
  requests: readonly LoggedRequest[];
  /** Switches faults; what is not named stays as it is. Counts begin anew for those named. */
  setFault: (faults: FaultInput) => void;
  /** Back to the contract. */
  clearFaults: () => void;
  faults: () => Faults;
  /** Stores invented memories and returns their ids, oldest first; the same calls give the same memories. */
  seed: (count: number, input: SeedInput) => string[];
};

/**
 * Starts a server on 127.0.0.1 that behaves as Mem0's hosted Platform does according to its published description and
 * documentation, and misbehaves on request. Its state is in memory and lives as long as it does.
 */
export const startPlatformSimulator = async (options: SimulatorOptions = {}): Promise<PlatformSimulator> => {
  const { port = 0, apiKey = "m0-simulated-key", now = () => new Date() } = options;
  const faults = new FaultSwitches();
  faults.set(options.faults ?? {});
  const project = new Project(faults, now);
  const requests: LoggedRequest[] = [];

  const handle = async (
    request: IncomingMessage,
    response: ServerResponse,
    signal: AbortSignal,
  ): Promise<void> => {
    const baseUrl = `http://${request.headers.host ?? "127.0.0.1"}`;
    const url = new URL(request.url ?? "/", baseUrl);
    const body = parseBody(await readText(request));
    const { pathname: path } = url;
    const { method = "GET" } = request;
    const query = Object.fromEntries(url.searchParams);
    const entry: LoggedRequest = { at: now(), method, path, query, body, operation: null, status: null };
    requests.push(entry);
    const incoming = { baseUrl, method, path, query, body, authorization: request.headers.authorization };
    const answer = await answerRequest(project, apiKey, incoming, entry, signal);
    entry.status = await sendAnswer(response, answer);
  };

  const server = await startTestServer({ port, handle });

  return {
    ...server,
    apiKey,
    memories: inspectMemories(project),
    requests,
    setFault: (input) => faults.set(input),
    clearFaults: () => faults.clear(),
    faults: () => faults.now,
    seed: (count, input) => seedMemories(project, count, input),
  };
};

const parseBody = (text: string): unknown => {
  if (text === "") return undefined;
  try {
    return parseExact(text);
  } catch {
    return text;
  }
};
