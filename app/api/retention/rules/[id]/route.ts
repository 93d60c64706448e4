import { jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { getRule } from "@/lib/retention/server/list-rules";
import { ruleIdSchema } from "@/lib/retention/types";

/** A rule as it is now, for who decides on what it asks for. */
export const GET = jsonRoute<{ id: string }>("deletions:read", (ctx, _request, { id }) =>
  getRule(ctx, parseInput(ruleIdSchema, id)),
);
