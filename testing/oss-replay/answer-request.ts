import { Refusal, recordedAnswer, refuse, type Answer } from "./answer";
import type { Accounts } from "./accounts";
import * as operations from "./operations";
import type { ReplayedMemories } from "./replayed-memories";
import type { Configured, Faults } from "./types";

export type IncomingRequest = {
  method: string;
  path: string;
  query: Readonly<Record<string, string>>;
  body: unknown;
  authorization: string | undefined;
  apiKey: string | undefined;
  configured: Configured;
};

type Route = {
  method: string;
  pattern: RegExp;
  /** Of those that read the database; the others do not. */
  answer: (input: operations.OperationInput) => Answer | Promise<Answer>;
};

const memoryPath = /^\/memories\/([^/]+)$/;
const routes: Route[] = [
  { method: "POST", pattern: /^\/memories$/, answer: operations.addMemories },
  { method: "GET", pattern: /^\/memories$/, answer: operations.listMemories },
  { method: "DELETE", pattern: /^\/memories$/, answer: operations.deleteScope },
  { method: "GET", pattern: memoryPath, answer: operations.getMemory },
  { method: "PUT", pattern: memoryPath, answer: operations.updateMemory },
  { method: "DELETE", pattern: memoryPath, answer: operations.deleteMemory },
  { method: "GET", pattern: /^\/memories\/([^/]+)\/history$/, answer: operations.listHistory },
  { method: "GET", pattern: /^\/entities$/, answer: operations.listEntities },
  { method: "DELETE", pattern: /^\/entities\/([^/]+)\/([^/]+)$/, answer: operations.deleteEntity },
  { method: "POST", pattern: /^\/search$/, answer: operations.searchMemories },
  { method: "POST", pattern: /^\/reset$/, answer: operations.reset },
  { method: "GET", pattern: /^\/configure$/, answer: operations.getConfiguration },
];

/** What the recorded server answers, or would answer, in the state that the replay is in. */
export const answerRequest = async (
  accounts: Accounts,
  memories: ReplayedMemories,
  faults: Faults,
  request: IncomingRequest,
): Promise<Answer> => {
  try {
    return await answerOrRefuse(accounts, memories, faults, request);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
};

const answerOrRefuse = (
  accounts: Accounts,
  memories: ReplayedMemories,
  faults: Faults,
  { method, path, query, body, authorization, apiKey, configured }: IncomingRequest,
): Answer | Promise<Answer> => {
  switch (`${method} ${path}`) {
    case "GET /auth/setup-status":
      return recordedAnswer("setup-status");
    case "POST /auth/login":
      return accounts.login(body, faults);
    case "POST /auth/refresh":
      return accounts.refresh(body);
    case "GET /auth/me": {
      const role = accounts.authenticate(authorization, apiKey, faults);
      if (faults.hasNobody)
        return refuse("me-nobody", { " Provide a Bearer token or X-API-Key header.": "" });
      return accounts.me(role);
    }
  }
  // The server's router decodes the path before it looks: a slash in an id makes another path.
  const decoded = decodeURIComponent(path);
  for (const { method: wanted, pattern, answer } of routes) {
    const match = wanted === method ? pattern.exec(decoded) : null;
    if (match === null) continue;
    const role = accounts.authenticate(authorization, apiKey, faults);
    if (faults.isDatabaseDown) return refuse("get-database-down");
    if (method === "DELETE" && faults.revokedAfterDeletes !== null) faults.revokedAfterDeletes--;
    return answer({ memories, faults, role, parts: match.slice(1), query, body, configured });
  }
  return refuse("openapi-missing");
};
