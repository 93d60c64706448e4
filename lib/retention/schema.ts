import { z } from "zod";
import { filterSchema } from "@/lib/filters/filter-schema";
import { asksHolds, noHoldsMessage } from "@/lib/filters/without-holds";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { isTimeZone, scheduleProblem } from "./schedule";
import { runCountMax } from "./guard";
import { exemptionIdSchema, ruleIdSchema, runIdSchema, waitDaysMax } from "./types";

const deletedBy = filterSchema.refine((filter) => !asksHolds(filter), noHoldsMessage);

const nameLengthMax = 100;
const reasonLengthMax = 500;
export const exemptionDaysMax = 3_660;

/** What a rule says, as it comes from outside. */
export const ruleTermsSchema = z
  .object({
    name: z
      .string()
      .trim()
      .min(1, "Give the rule a name.")
      .max(nameLengthMax, `A name can have at most ${nameLengthMax} characters.`),
    filter: deletedBy,
    keepsImmutable: z.boolean().default(false),
    schedule: z
      .string()
      .trim()
      .max(100, "The schedule is too long.")
      .transform((text) => text.replaceAll(/\s+/gu, " ")),
    timeZone: z.string().max(60, "The time zone is too long."),
    waitDays: z
      .int("Days must be a whole number.")
      .min(0, "Days cannot be below 0.")
      .max(waitDaysMax, `A rule can wait ${waitDaysMax} days at most.`),
    countMax: z
      .int("The most a run may take must be a whole number.")
      .min(1, "The most a run may take must be at least 1.")
      .max(runCountMax, `A run can take ${runCountMax.toLocaleString("en-US")} memories at most.`),
    usualFactor: z
      .number("The multiple must be a number.")
      .min(1, "The multiple must be at least 1.")
      .max(1_000, "The multiple can be 1,000 at most.")
      // As the database and the ledger hold it: a finer one would not be found the same again.
      .transform((factor) => Math.round(factor * 100) / 100),
    answererId: z.uuid("Choose who answers for the rule."),
  })
  .superRefine((terms, ctx) => {
    const problem = scheduleProblem(terms, new Date());
    if (problem !== null) ctx.addIssue({ code: "custom", path: ["schedule"], message: problem });
  });
export type RuleTermsInput = z.infer<typeof ruleTermsSchema>;

export const createRuleSchema = z.object({ storeId: storeIdSchema, terms: ruleTermsSchema });
/** `version`: the one that was changed; another one meanwhile is refused. */
export const changeRuleSchema = z.object({
  id: ruleIdSchema,
  version: z.int().min(1),
  terms: ruleTermsSchema,
});
export const ruleInputSchema = z.object({ id: ruleIdSchema });
/** `typed`: the store's name, where the rule would take everything in it. */
export const turnOnSchema = z.object({
  id: ruleIdSchema,
  version: z.int().min(1),
  typed: z.string().max(200),
});
export const decideRunSchema = z.object({
  id: runIdSchema,
  decision: z.enum(["let", "skip"]),
  /** The number that was shown. */
  count: z.int().min(0),
});
export const exemptSchema = z.object({
  ruleId: ruleIdSchema,
  subject: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("memory"), memoryId: memoryIdSchema }),
    /** The user whom this memory names. */
    z.object({ kind: z.literal("user"), memoryId: memoryIdSchema }),
  ]),
  reason: z
    .string()
    .trim()
    .min(1, "Say why it is kept.")
    .max(reasonLengthMax, `A reason can have at most ${reasonLengthMax} characters.`),
  untilOn: z.iso.date("Choose the day until which it is kept."),
});
export type ExemptInput = z.infer<typeof exemptSchema>;
export const endExemptionSchema = z.object({ id: exemptionIdSchema });

/** What a forecast is asked for: a rule as it is being written. */
export const forecastSchema = z.object({
  storeId: storeIdSchema,
  filter: deletedBy,
  keepsImmutable: z.boolean(),
  timeZone: z.string().max(60).refine(isTimeZone, "There is no such time zone."),
  /** The rule as it was saved, whose exemptions count; null for one that is being written. */
  ruleId: ruleIdSchema.nullable(),
});
export type ForecastInput = z.infer<typeof forecastSchema>;

/** Rules out of a `.mem0.json`: the text of the file. */
export const importRulesSchema = z.object({
  storeId: storeIdSchema,
  text: z.string().max(100_000, "The file is too long."),
  timeZone: z.string().max(60),
});
