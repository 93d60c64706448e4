import { scopeCountParamsSchema } from "@/lib/deletions/preview/scope-count-params";
import { countScope } from "@/lib/deletions/server/preview/count-scope";
import { jsonRoute, parseInput } from "@/lib/http/server/json-route";

/** Given up when the browser no longer wants it. */
export const GET = jsonRoute("memories:delete", (ctx, request) => {
  const params = Object.fromEntries(new URL(request.url).searchParams);
  return countScope(ctx, { ...parseInput(scopeCountParamsSchema, params), signal: request.signal });
});
