import { expect } from "playwright/test";
import { pathMatcher } from "@/lib/mem0-api/server/match-path";
import type { CoverageRow } from "@/testing/compatibility/outcome";
import type { ReducedOperation } from "@/testing/compatibility/reduce-description";
import type { Exchange } from "./recorder";

/** What came of using something once. */
export type Attempt = { exchanges: Exchange[]; error: string | null };

/** Runs something, and keeps what it threw. */
export const errorOf = async (work: () => Promise<unknown>): Promise<string | null> => {
  try {
    await work();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** The operation that a request is for: of two, the one that spells out more of the path. */
const operationFor = (operations: readonly ReducedOperation[], { method, path }: Exchange) =>
  operations
    .filter((operation) => operation.method === method)
    .map((operation) => ({ operation, ...pathMatcher(operation.path) }))
    .sort((a, b) => a.parameterCount - b.parameterCount)
    .find(({ match }) => match(path) !== null)?.operation;

const expectJson = (exchanges: readonly Exchange[]) => {
  for (const { method, path, contentType, body } of exchanges) {
    expect(contentType, `${method} ${path}`).toContain("application/json");
    JSON.parse(body);
  }
};

/** Checks what came of using a method, a command or an operation, and makes its line of the table. */
export const outcomeOf = (
  name: string,
  { exchanges, error }: Attempt,
  operations: readonly ReducedOperation[],
): CoverageRow => {
  expectJson(exchanges);
  const own = exchanges.length > 1 ? exchanges.filter(({ path }) => path !== "/v1/ping/") : exchanges;
  const asked = own.map((exchange) => {
    const operation = operationFor(operations, exchange);
    if (operation === undefined)
      throw new Error(`${name} asks for ${exchange.method} ${exchange.path}, which Lethe does not describe.`);
    return { exchange, operation };
  });
  const unique = <Value>(values: readonly Value[]) => [...new Set(values)];
  const line = {
    name,
    asks: unique(asked.map(({ operation }) => `${operation.method} ${operation.path}`)),
    ignored: unique(own.flatMap(({ ignored }) => ignored.split(",").map((field) => field.trim()))).filter(
      Boolean,
    ),
  };
  const last = asked.at(-1);
  const whyNot = last?.operation.whyNot;
  if (whyNot !== undefined) {
    expect(last?.exchange.body, `${name} says why not`).toContain(JSON.stringify(whyNot).slice(1, -1));
    return { ...line, outcome: { here: "answers why not", how: whyNot } };
  }
  if (error !== null) {
    const answers = exchanges.map(({ method, path, status, body }) => `${method} ${path}: ${status} ${body}`);
    throw new Error(`${name} failed: ${error}\n${answers.join("\n")}`);
  }
  const differs = unique(asked.flatMap(({ operation }) => operation.differs ?? []));
  return {
    ...line,
    outcome: differs.length === 0 ? { here: "works" } : { here: "differs", how: differs.join(" ") },
  };
};

/** A refusal is said, and by the server. */
export const expectRefused = (name: string, { exchanges, error }: Attempt, isLocal = false): void => {
  expectJson(exchanges);
  expect(error, `${name} is refused`).not.toBeNull();
  if (isLocal) return;
  const last = exchanges.at(-1);
  expect(last?.status ?? 0, `${name}: ${error ?? ""} ${JSON.stringify(last)}`).toBeGreaterThanOrEqual(400);
};
