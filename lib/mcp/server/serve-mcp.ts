import { randomUUID } from "node:crypto";
import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import type { Logger } from "pino";
import type { Context } from "@/lib/access/context";
import { errorForLog } from "@/lib/errors/error-for-log";
import { readAnyJsonBody } from "@/lib/http/server/read-json-body";
import { nestingMax, nestsDeeperThan } from "@/lib/json/nesting";
import { failureAnswer } from "@/lib/mem0-api/server/failure-answer";
import type { Actor, Permission } from "@/lib/access/types";
import { callTool } from "./call-tool";
import type { Models } from "@/lib/env/model-settings";
import type { Tool } from "./tool";
import { toolsWith } from "./tools";

type Input = {
  /** The context of the key that a request carries; throws ExpectedError when there is none. */
  authenticate: (request: Request, permission: Permission) => Promise<Context>;
  log: () => Pick<Logger, "info" | "error">;
  models: Models;
};

const bodyBytesMax = 1024 * 1024;

/**
 * The Model Context Protocol (https://modelcontextprotocol.io, streamable HTTP) on the built-in store: each request stands for
 * itself and carries a key, so that revoking it ends the agent's reach at once, and any process can answer.
 */
export const createMcpServing = ({ authenticate, log, models }: Input) => {
  const tools = toolsWith(models);
  return async (request: Request): Promise<Response> => {
    let ctx: Context;
    try {
      // What every role may; each tool asks for its own permission as well.
      ctx = await authenticate(request, "deletions:read");
    } catch (error) {
      const requestId = randomUUID();
      const { status, body, headers, isForLog } = failureAnswer(error, requestId);
      if (isForLog) log().error({ requestId, error: errorForLog(error) }, "mcp request failed");
      const challenge: Record<string, string> = status === 401 ? { "www-authenticate": "Bearer" } : {};
      return Response.json(body, {
        status,
        headers: { "cache-control": "no-store", ...challenge, ...headers },
      });
    }
    const agent: Context = { ...ctx, actor: agentActor(ctx.actor) };
    const handler = createMcpHandler(() => serverFor(agent, tools, request, log), {
      maxRequestBodySize: bodyBytesMax,
    });
    const parsedBody = await exactBody(request);
    if (nestsDeeperThan(parsedBody, nestingMax)) return tooDeep();
    const response = await handler.fetch(request, parsedBody === undefined ? {} : { parsedBody });
    response.headers.set("cache-control", "private, no-store");
    return response;
  };
};

/**
 * The message, read so that no number in it is rounded, as the protocol's library would read it. Undefined for what the library
 * is to refuse in its own words: no JSON, or too much of it.
 */
const exactBody = async (request: Request): Promise<unknown> =>
  request.method === "POST"
    ? readAnyJsonBody(request.clone(), bodyBytesMax).catch(() => undefined)
    : undefined;

/** In the protocol's words (JSON-RPC): "Invalid Request". The library would read it by recursion. */
const tooDeep = (): Response =>
  Response.json(
    {
      jsonrpc: "2.0",
      id: null,
      error: {
        code: -32600,
        message: `The message nests too deeply: at most ${nestingMax} levels are read.`,
      },
    },
    { status: 400, headers: { "cache-control": "private, no-store" } },
  );

/** So that history distinguishes an agent from an application with the same key. */
const agentActor = (actor: Actor): Actor => ({ ...actor, label: `${actor.label} (agent)` });

const serverFor = (ctx: Context, tools: readonly Tool[], request: Request, log: Input["log"]): McpServer => {
  const server = new McpServer(
    { name: "lethe", version: "1.0.0" },
    {
      instructions:
        "The memories in a Lethe store. Deleted memories are gone for good, and each deletion is recorded with the key that requested it.",
    },
  );
  for (const each of tools) {
    const { name, title, description, kind } = each;
    server.registerTool(
      name,
      {
        title,
        description,
        inputSchema: each.arguments,
        annotations: {
          readOnlyHint: kind === "reads",
          destructiveHint: kind === "deletes",
          openWorldHint: false,
        },
      },
      (given: Record<string, unknown>) => callTool(ctx, each, given, { url: new URL(request.url), log }),
    );
  }
  return server;
};
