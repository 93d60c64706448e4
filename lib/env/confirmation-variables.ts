import { z } from "zod";

/** Up to how many memories a button that says the number is confirmation enough. */
export type ConfirmationThresholds = {
  /** Of a scope, whose memories were not shown one by one. */
  buttonCountMax: number;
  /** Of what was listed, or found by a filter, in the table of memories or elsewhere. */
  selectedButtonCountMax: number;
};

const countMax = z.coerce.number("must be a number").int("must be a whole number").min(1).max(1000000);

/** The variables, for lib/env/env.ts. */
export const confirmationVariables = {
  LETHE_CONFIRM_BUTTON_MAX: countMax.default(10),
  LETHE_CONFIRM_SELECTED_MAX: countMax.default(1000),
};

export const confirmationThresholdsFrom = (
  variables: z.infer<z.ZodObject<typeof confirmationVariables>>,
): ConfirmationThresholds => ({
  buttonCountMax: variables.LETHE_CONFIRM_BUTTON_MAX,
  selectedButtonCountMax: variables.LETHE_CONFIRM_SELECTED_MAX,
});
