import {
  isConfirmed,
  requiredConfirmation,
  type Confirmation,
  type ConfirmationThresholds,
} from "@/lib/deletions/confirmation";
import type { Selection } from "@/lib/deletions/types";
import { ExpectedError } from "@/lib/errors/expected-error";

/**
 * Throws not_confirmed when a person has not done what a deletion of this size and kind asks for: the dialog asks the same,
 * and this is for what comes past it. It cannot be seen here whether a filter was looked through in the table, so that a
 * filter is taken to have been.
 */
export const refuseUnconfirmed = (
  input: { selection: Selection; count: number; storeName: string; confirmation: Confirmation },
  thresholds: ConfirmationThresholds,
): void => {
  const { selection, count, storeName, confirmation } = input;
  const required = requiredConfirmation({ selection, count, isSelected: true }, thresholds);
  if (isConfirmed(required, confirmation, { count, storeName })) return;
  const what =
    required.kind === "store_name"
      ? "the name of the store has to be typed exactly"
      : "the number of memories has to be typed, and a wildcard's sentence ticked as read";
  throw new ExpectedError("not_confirmed", `This was not confirmed: ${what}. Nothing was deleted.`);
};
