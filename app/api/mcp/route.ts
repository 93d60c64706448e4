import { apiContext } from "@/lib/api-keys/server/api-context";
import { log } from "@/lib/log";
import { createMcpServing } from "@/lib/mcp/server/serve-mcp";

const serve = createMcpServing({ authenticate: apiContext, log });

/** The Model Context Protocol: which tools there are, lib/mcp/server/tools.ts says. */
export const GET = serve;
export const POST = serve;
export const DELETE = serve;
