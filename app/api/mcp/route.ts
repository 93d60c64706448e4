import { apiContext } from "@/lib/api-keys/server/api-context";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { createMcpServing } from "@/lib/mcp/server/serve-mcp";

const serve = createMcpServing({ authenticate: apiContext, log, model: () => env().model });

/** The Model Context Protocol: which tools there are, lib/mcp/server/tools.ts says. */
export const GET = serve;
export const POST = serve;
export const DELETE = serve;
