import {
  isConfirmed,
  requiredConfirmation,
  type Confirmation,
  type RequiredConfirmation,
} from "@/lib/deletions/request/confirmation";
import { type ConfirmationThresholds } from "@/lib/env/confirmation-variables";
import type { Effect } from "@/lib/deletions/request/effect";
import type { Selection } from "@/lib/deletions/types";
import { ExpectedError } from "@/lib/errors/expected-error";

/** Throws not_confirmed when a person has not done what a deletion of this size, kind and effect asks for, as its preview said. */
export const refuseUnconfirmed = (
  input: {
    selection: Selection;
    count: number;
    effect: Effect;
    storeName: string;
    confirmation: Confirmation;
  },
  thresholds: ConfirmationThresholds,
): void => {
  const { count, storeName, confirmation } = input;
  const required = requiredConfirmation(input, thresholds);
  if (isConfirmed(required, confirmation, { count, storeName })) return;
  throw new ExpectedError(
    "not_confirmed",
    `This was not confirmed: ${demandWords(required)}. Nothing was deleted.`,
  );
};

const demandWords = (required: RequiredConfirmation): string => {
  switch (required.kind) {
    case "button":
      return "nothing must be typed";
    case "store_name":
      return "it takes every memory in the store, so the name of the store must be typed exactly";
    case "number":
      return required.mustHaveReadSentence
        ? "the number of memories must be typed, and the sentence about what it deletes ticked as read"
        : "the number of memories must be typed";
  }
};
