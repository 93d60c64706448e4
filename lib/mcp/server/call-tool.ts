import { randomUUID } from "node:crypto";
import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Logger } from "pino";
import type { Context } from "@/lib/access/context";
import { errorForLog } from "@/lib/errors/error-for-log";
import { ExpectedError } from "@/lib/errors/expected-error";
import { misspeltEntityField, misspeltText } from "@/lib/mem0-api/entity-field-names";
import { requireProject } from "@/lib/mem0-api/common-parameters";
import { theProject } from "@/lib/mem0-api/project-settings";
import { failureAnswer } from "@/lib/mem0-api/server/failure-answer";
import { Reply, type RawInput } from "@/lib/mem0-api/server/operation";
import { writeExact } from "@/lib/json/write-exact";
import { noteRefusal } from "@/lib/access/server/note-refusal";
import { requirePermission } from "@/lib/access/require-permission";
import { projectArguments, type Tool } from "./tool";

/**
 * Runs the operation of Mem0's API behind a tool, with the same checks. A failure is a result too, in words an agent can act
 * on. Logs one line: names and ids only.
 */
export const callTool = async (
  ctx: Context,
  { name, operation, unknownIn, inputOf, guard, note }: Tool,
  given: Record<string, unknown>,
  { url, log }: { url: URL; log: () => Pick<Logger, "info" | "error"> },
): Promise<CallToolResult> => {
  const requestId = randomUUID();
  const startedAt = performance.now();
  const result = await (async () => {
    requirePermission(ctx.actor, operation.permission);
    const ignored = unknownIn(given);
    requireWellSpelt(ignored);
    for (const each of projectArguments) requireProject(given[each] ?? theProject);
    guard?.(given);
    const onIgnored = (names: ReadonlySet<string>) => {
      for (const each of names) ignored.push(each);
    };
    const parts = { path: {}, query: {}, body: undefined, ...inputOf(given) };
    const input = { ...parts, url: addressOf(operation.path, parts.query, url), onIgnored };
    const answered = await operation.run(ctx, input);
    const answer: unknown = answered instanceof Reply ? answered.body : answered;
    return shown(answer, (await note?.(ctx, answer)) ?? null, ignoredNote(ignored));
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

/** Where the same is asked for over HTTP: a page's answer has the addresses of its neighbours. */
const addressOf = (path: string, query: RawInput["query"], base: URL): URL => {
  const address = new URL(path, base);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, String(value));
  return address;
};

/** A scope by another spelling must not be dropped unseen. */
const requireWellSpelt = (names: readonly string[]): void => {
  for (const name of names) {
    const field = misspeltEntityField(name);
    if (field !== null) throw new ExpectedError("invalid_input", misspeltText(name, field));
  }
};

const namesMax = 10;
const nameLengthMax = 40;

/** So that an agent does not believe that it has narrowed a list by them. */
const ignoredNote = (names: readonly string[]): string | null => {
  if (names.length === 0) return null;
  const shownNames = names.slice(0, namesMax).map((name) => JSON.stringify(name.slice(0, nameLengthMax)));
  return `Ignored, as this tool has no such arguments: ${shownNames.join(", ")}${names.length > namesMax ? " …" : ""}.`;
};

const shown = (answer: unknown, ...notes: (string | null)[]): CallToolResult => ({
  content: [writeExact(answer), ...notes].flatMap((text) => (text === null ? [] : [{ type: "text", text }])),
});
