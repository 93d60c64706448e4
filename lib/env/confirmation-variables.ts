/** Up to how many memories a button that says the number is confirmation enough. */

import { z } from "zod";

export type ConfirmationThresholds = {
  /** Of a scope, where nobody has seen the memories one by one. */
  buttonCountMax: number;
  /** Of what was listed, or found by a filter, in the table of memories or elsewhere. */
  selectedButtonCountMax: number;
};
export const countMax = z.coerce.number("must be a number").int("must be a whole number").min(1).max(1000000);

/** The variables, for lib/env/env.ts. An empty one is not set. */
export const confirmationVariables = {
  LETHE_CONFIRM_BUTTON_MAX: z.preprocess((text) => text || undefined, countMax.default(10)),
  LETHE_CONFIRM_SELECTED_MAX: z.preprocess((text) => text || undefined, countMax.default(1000)),
};
export const confirmationThresholdsFrom = (variables: {
  [Name in keyof typeof confirmationVariables]: z.infer<(typeof confirmationVariables)[Name]>;
}): ConfirmationThresholds => ({
  buttonCountMax: variables.LETHE_CONFIRM_BUTTON_MAX,
  selectedButtonCountMax: variables.LETHE_CONFIRM_SELECTED_MAX,
});
