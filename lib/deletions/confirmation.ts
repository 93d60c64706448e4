import { z } from "zod";
import { isWipe, wildcardsOf } from "./scope";
import type { Selection } from "./types";

/** Up to how many memories a button that says the number is confirmation enough. */
export type ConfirmationThresholds = {
  /** Of a scope, where nobody has seen the memories one by one. */
  buttonCountMax: number;
  /** Of what was selected in the table of memories. */
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

/**
 * `isSelected` is for what was selected in the table of memories, where it can be seen. A filter that nobody has looked
 * through takes the number however few memories match.
 */
export const requiredConfirmation = (
  { selection, count, isSelected }: { selection: Selection; count: number; isSelected: boolean },
  thresholds: ConfirmationThresholds,
): RequiredConfirmation => {
  const byNumber = { kind: "number" as const, mustHaveReadSentence: false };
  switch (selection.kind) {
    case "listed":
      return count <= thresholds.selectedButtonCountMax ? { kind: "button" } : byNumber;
    case "matching":
      return isSelected && count <= thresholds.selectedButtonCountMax ? { kind: "button" } : byNumber;
    case "entity":
      return count <= thresholds.buttonCountMax ? { kind: "button" } : byNumber;
    case "scope":
      if (isWipe(selection.scope)) return { kind: "store_name" };
      if (wildcardsOf(selection.scope).length > 0) return { kind: "number", mustHaveReadSentence: true };
      return count <= thresholds.buttonCountMax ? { kind: "button" } : byNumber;
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
