import { apiContext } from "@/lib/api-keys/server/api-context";
import { log } from "@/lib/env/log";
import { serverModels } from "@/lib/models/server/server-models";
import { createMcpServing } from "@/lib/mcp/server/serve-mcp";

const serve = createMcpServing({ authenticate: apiContext, log, models: serverModels });

/** The Model Context Protocol: which tools there are, lib/mcp/server/tools.ts says. */
export const GET = serve;
export const POST = serve;
export const DELETE = serve;
