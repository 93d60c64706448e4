import { z } from "zod";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { ExpectedError } from "@/lib/errors/expected-error";
import { rulesOfMem0File } from "@/lib/retention/mem0-file";
import { ruleTermsSchema } from "@/lib/retention/schema";
import { providesField } from "@/lib/stores/provided-fields";
import { getStore } from "@/lib/stores/server/get-store";
import type { StoreId } from "@/lib/stores/store-ids";
import { createRule } from "./manage-rules";

/** Makes the rules that a `.mem0.json` asks for, as drafts; answers how many. Throws not_permitted, not_found, invalid_input. */
export const importRules = async (
  ctx: Context,
  { storeId, text, timeZone }: { storeId: StoreId; text: string; timeZone: string },
): Promise<number> => {
  requirePermission(ctx.actor, "retention:manage");
  const store = await getStore(ctx, storeId);
  const rules = rulesOfMem0File(text, {
    timeZone,
    answererId: ctx.actor.id,
    keepsImmutable: providesField(store, "immutable"),
  });
  if (rules === null)
    throw new ExpectedError(
      "invalid_input",
      'This is no .mem0.json with days for categories. It looks like {"retention": {"session_state": 90}}.',
    );
  if (rules.length === 0)
    throw new ExpectedError("invalid_input", "The file has no category with a number of days.");
  // All of them are read before the first is made.
  const parsed = z.array(ruleTermsSchema).safeParse(rules);
  if (!parsed.success)
    throw new ExpectedError(
      "invalid_input",
      `No rule can be made of a category: ${parsed.error.issues[0]?.message ?? "it is not valid."}`,
    );
  for (const terms of parsed.data) await createRule(ctx, { storeId, terms });
  return parsed.data.length;
};
