import { afterEach } from "vitest";
import {
  startPlatformSimulator,
  type PlatformSimulator,
  type SimulatorOptions,
} from "./start-platform-simulator";

export type Called = { status: number; body: unknown; headers: Headers };

export type SimulatorFixture = PlatformSimulator & {
  /** Sends a request with the right key; the body of the answer is parsed when it is JSON, else the text. */
  call: (method: string, path: string, body?: unknown) => Promise<Called>;
  /** Lets time pass for events, delayed deletions and expiry. */
  pass: (ms: number) => void;
};

/** Gives a test file simulators with a clock that only the test moves; each stops when its test has ended. */
export const useSimulators = (): ((options?: Omit<SimulatorOptions, "now">) => Promise<SimulatorFixture>) => {
  const started: PlatformSimulator[] = [];
  afterEach(async () => {
    for (const simulator of started.splice(0)) await simulator.stop();
  });
  return async (options = {}) => {
    let nowMs = Date.parse("2026-08-01T12:00:00Z");
    const simulator = await startPlatformSimulator({ ...options, now: () => new Date(nowMs) });
    started.push(simulator);
    return {
      ...simulator,
      call: (method, path, body) => callPlatform(simulator, method, path, body),
      pass: (ms) => void (nowMs += ms),
    };
  };
};

const callPlatform = async (
  { url, apiKey }: Pick<PlatformSimulator, "url" | "apiKey">,
  method: string,
  path: string,
  body: unknown,
): Promise<Called> => {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Token ${apiKey}`, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    redirect: "manual",
  });
  const text = await response.text();
  let parsed: unknown = text;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Some faults answer what is not JSON, and their tests look at the text.
  }
  return { status: response.status, body: parsed, headers: response.headers };
};
