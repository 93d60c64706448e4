import { z } from "zod";
import type { Effect } from "./effect";
import type { Selection } from "./types";

/** Up to how many memories a button that says the number is confirmation enough. */
export type ConfirmationThresholds = {
  /** Of a scope, where nobody has seen the memories one by one. */
  buttonCountMax: number;
  /** Of what was listed, or found by a filter, in the table of memories or elsewhere. */
  selectedButtonCountMax: number;
};

const countMax = z.coerce.number("must be a number").int("must be a whole number").min(1).max(1_000_000);
/** The variables, for lib/env.ts. An empty one is not set. */
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

/** What a person has to do before a deletion is requested, in proportion to what it takes. */
export type RequiredConfirmation =
  { kind: "button" } | { kind: "number"; mustHaveReadSentence: boolean } | { kind: "store_name" };

/** By what it does to the store, then by how many memories it takes. Listed memories and those of a filter can be seen one by one. */
export const requiredConfirmation = (
  { selection, count, effect }: { selection: Selection; count: number; effect: Effect },
  thresholds: ConfirmationThresholds,
): RequiredConfirmation => {
  switch (effect.kind) {
    case "everything":
      return { kind: "store_name" };
    case "all_with":
      return { kind: "number", mustHaveReadSentence: true };
    case "some":
      return count <= buttonCountMaxOf(selection, thresholds)
        ? { kind: "button" }
        : { kind: "number", mustHaveReadSentence: false };
  }
};

const buttonCountMaxOf = (selection: Selection, thresholds: ConfirmationThresholds): number => {
  switch (selection.kind) {
    case "listed":
    case "matching":
      return thresholds.selectedButtonCountMax;
    case "scope":
    case "entity":
      return thresholds.buttonCountMax;
  }
};

/** What a person did. */
export const confirmationSchema = z.object({
  typed: z.string().max(300),
  hasReadSentence: z.boolean(),
});
export type Confirmation = z.infer<typeof confirmationSchema>;
export const confirmationNone: Confirmation = { typed: "", hasReadSentence: false };

/** Whether what a person did is what was required. The number may be typed as people write it: "12,345", "12 345". */
export const isConfirmed = (
  required: RequiredConfirmation,
  given: Confirmation,
  { count, storeName }: { count: number; storeName: string },
): boolean => {
  switch (required.kind) {
    case "button":
      return true;
    case "number":
      return (
        given.typed.replace(/[\s.,'’]/g, "") === String(count) &&
        (given.hasReadSentence || !required.mustHaveReadSentence)
      );
    case "store_name":
      return given.typed.trim() === storeName;
  }
};
