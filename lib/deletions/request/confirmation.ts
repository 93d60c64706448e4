import type { Effect } from "./effect";
import type { Selection } from "../types";
import type { ConfirmationThresholds } from "@/lib/env/confirmation-variables";

/** What a person has to do before a deletion is requested, in proportion to what it takes. */
export type RequiredConfirmation =
  { kind: "button" } | { kind: "number"; mustHaveReadSentence: boolean } | { kind: "store_name" };

/**
 * By what it does to the store, then by how many memories it takes. Listed memories and those of a filter can be seen one by
 * one.
 */
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
export type Confirmation = { typed: string; hasReadSentence: boolean };
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
