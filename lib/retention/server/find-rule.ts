import type { Context } from "@/lib/access/context";
import { ExpectedError } from "@/lib/errors/expected-error";
import { ruleIdSchema, type RetentionRule } from "@/lib/retention/types";
import { getRule } from "./list-rules";

/** The rule that an address names; null when it names none. Throws not_permitted. */
export const findRule = async (ctx: Context, text: string): Promise<RetentionRule | null> => {
  const id = ruleIdSchema.safeParse(text);
  if (!id.success) return null;
  return getRule(ctx, id.data).catch((error: unknown) => {
    if (error instanceof ExpectedError && error.code === "not_found") return null;
    throw error;
  });
};
