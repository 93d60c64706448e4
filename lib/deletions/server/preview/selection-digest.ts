import type { Selection } from "@/lib/deletions/types";
import { digestKeyOf, digestOf } from "../record/digest-keys";

/**
 * Tells one selection from another, whatever the order of its ids. Keyed, since what it covers could be guessed.
 */
export const selectionDigestOf = (secret: string, salt: Buffer, selection: Selection): string =>
  digestOf(digestKeyOf(secret, salt, "request"), { selection: inOrder(selection) });

/** The same selection with its ids in one order. */
export const inOrder = (selection: Selection): Selection => {
  switch (selection.kind) {
    case "listed":
      return { ...selection, ids: [...selection.ids].sort() };
    case "matching":
    case "scope":
      return { ...selection, excludedIds: [...selection.excludedIds].sort() };
    case "entity":
      return selection;
  }
};
