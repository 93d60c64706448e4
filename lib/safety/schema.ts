import { z } from "zod";

/** Input of changeSafetyRule: the rule as it is to be. */
export const safetyRuleSchema = z.object({
  isOn: z.boolean(),
  countMax: z
    .int("The number must be a whole one.")
    .min(0, "The number cannot be below 0.")
    .max(2_147_483_647, "The number is too large.")
    .nullable(),
  coversSupport: z.boolean(),
});
