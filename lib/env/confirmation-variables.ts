import { z } from "zod";

/** What a person has to do to confirm a deletion, as far as it is set. */
export type ConfirmationThresholds = {
  /** Up to how many memories a button that says the number is enough: of a scope, whose memories were not shown one by one. */
  buttonCountMax: number;
  /** The same of what was listed, or found by a filter, in the table of memories or elsewhere. */
  selectedButtonCountMax: number;
  /** Whether members of the role support have to name a ticket. */
  mustSupportNameTicket: boolean;
};

const countMax = z.coerce.number("must be a number").int("must be a whole number").min(1).max(1000000);

/** The variables, for lib/env/env.ts. */
export const confirmationVariables = {
  LETHE_CONFIRM_BUTTON_MAX: countMax.default(10),
  LETHE_CONFIRM_SELECTED_MAX: countMax.default(1000),
  LETHE_SUPPORT_TICKET: z.enum(["optional", "required"], "must be optional or required").default("optional"),
};

export const confirmationThresholdsFrom = (
  variables: z.infer<z.ZodObject<typeof confirmationVariables>>,
): ConfirmationThresholds => ({
  buttonCountMax: variables.LETHE_CONFIRM_BUTTON_MAX,
  selectedButtonCountMax: variables.LETHE_CONFIRM_SELECTED_MAX,
  mustSupportNameTicket: variables.LETHE_SUPPORT_TICKET === "required",
});
