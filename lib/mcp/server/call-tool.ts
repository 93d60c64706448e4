import { randomUUID } from "node:crypto";
import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Logger } from "pino";
import type { Context } from "@/lib/access/context";
import { errorForLog } from "@/lib/errors/error-for-log";
import { failureAnswer } from "@/lib/mem0-api/server/failure-answer";
import { Reply } from "@/lib/mem0-api/server/operation";
import { writeExact } from "@/lib/json/write-exact";
import { noteRefusal } from "@/lib/access/server/note-refusal";
import { requirePermission } from "@/lib/access/require-permission";
import type { Tool } from "./tool";

/**
 * Runs the operation of Mem0's API behind a tool, with the same checks. A failure is a result too, in words an agent can act
 * on. Logs one line: names and ids only.
 */
export const callTool = async (
  ctx: Context,
  { name, operation, inputOf, guard, note }: Tool,
  given: Record<string, unknown>,
  { url, log }: { url: URL; log: () => Pick<Logger, "info" | "error"> },
): Promise<CallToolResult> => {
  const requestId = randomUUID();
  const startedAt = performance.now();
  const result = await (async () => {
    requirePermission(ctx.actor, operation.permission);
    guard?.(given);
    const input = { path: {}, query: {}, body: undefined, url, ...inputOf(given) };
    const answered = await operation.run(ctx, input);
    const answer: unknown = answered instanceof Reply ? answered.body : answered;
    return shown(answer, (await note?.(ctx, answer)) ?? null);
  })().catch((error: unknown) => {
    const { body, isForLog } = failureAnswer(error, requestId);
    noteRefusal(ctx, error, { action: name });
    if (isForLog) log().error({ requestId, tool: name, error: errorForLog(error) }, "tool failed");
    return { ...shown(body), isError: true };
  });
  const ok = result.isError !== true;
  log().info(
    { requestId, tool: name, actor: ctx.actor.id, ok, ms: Math.round(performance.now() - startedAt) },
    "mcp",
  );
  return result;
};

const shown = (answer: unknown, note: string | null = null): CallToolResult => ({
  content: [writeExact(answer), note].flatMap((text) => (text === null ? [] : [{ type: "text", text }])),
});
