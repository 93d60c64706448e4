"use server";

import { refresh } from "next/cache";
import { memberAction } from "@/lib/actions/server/member-action";
import {
  changeRuleSchema,
  createRuleSchema,
  decideRunSchema,
  endExemptionSchema,
  exemptSchema,
  importRulesSchema,
  ruleInputSchema,
  turnOnSchema,
} from "./schema";
import { decideRun } from "./server/decide-run";
import { endExemption, exempt } from "./server/exempt";
import { importRules } from "./server/import-rules";
import { changeRule, createRule, pauseRule, removeRule, runRuleNow, turnOnRule } from "./server/manage-rules";

/** Makes a rule, as a draft. */
export const createRuleAction = memberAction("createRule", "retention:manage")
  .inputSchema(createRuleSchema)
  .action(async ({ parsedInput, ctx }) => ({ id: await createRule(ctx.context, parsedInput) }));

/** A new version of a rule, as a draft. */
export const changeRuleAction = memberAction("changeRule", "retention:manage")
  .inputSchema(changeRuleSchema)
  .action(async ({ parsedInput, ctx }) => {
    const { id } = await changeRule(ctx.context, parsedInput);
    refresh();
    return { id };
  });

/** Lets a rule run by itself, or asks another admin to approve that. */
export const turnOnRuleAction = memberAction("turnOnRule", "retention:manage")
  .inputSchema(turnOnSchema)
  .action(async ({ parsedInput, ctx }) => {
    const { id } = await turnOnRule(ctx.context, parsedInput);
    refresh();
    return { id };
  });

/** Stops a rule until it is turned on again. */
export const pauseRuleAction = memberAction("pauseRule", "retention:manage")
  .inputSchema(ruleInputSchema)
  .action(async ({ parsedInput, ctx }) => {
    const { id } = await pauseRule(ctx.context, parsedInput);
    refresh();
    return { id };
  });

/** Removes a rule, with what it had found. */
export const removeRuleAction = memberAction("removeRule", "retention:manage")
  .inputSchema(ruleInputSchema)
  .action(async ({ parsedInput, ctx }) => {
    await removeRule(ctx.context, parsedInput);
    return { id: parsedInput.id };
  });

/** Has a rule run at once. */
export const runRuleNowAction = memberAction("runRuleNow", "retention:manage")
  .inputSchema(ruleInputSchema)
  .action(async ({ parsedInput, ctx }) => {
    const { id } = await runRuleNow(ctx.context, parsedInput);
    refresh();
    return { id };
  });

/** Lets a run go on that waits for a person, or skips it. */
export const decideRunAction = memberAction("decideRun", "retention:manage")
  .inputSchema(decideRunSchema)
  .action(async ({ parsedInput, ctx }) => {
    await decideRun(ctx.context, parsedInput);
    refresh();
    return { id: parsedInput.id };
  });

/** Keeps a memory, or all of its user, from a rule. */
export const exemptAction = memberAction("exempt", "retention:manage")
  .inputSchema(exemptSchema)
  .action(async ({ parsedInput, ctx }) => {
    await exempt(ctx.context, parsedInput);
    refresh();
    return { ruleId: parsedInput.ruleId };
  });

/** Lets a rule take again what was kept from it. */
export const endExemptionAction = memberAction("endExemption", "retention:manage")
  .inputSchema(endExemptionSchema)
  .action(async ({ parsedInput, ctx }) => {
    await endExemption(ctx.context, parsedInput);
    refresh();
    return { id: parsedInput.id };
  });

/** Makes the rules that a `.mem0.json` asks for, as drafts. */
export const importRulesAction = memberAction("importRules", "retention:manage")
  .inputSchema(importRulesSchema)
  .action(async ({ parsedInput, ctx }) => {
    const count = await importRules(ctx.context, parsedInput);
    refresh();
    return { count };
  });
