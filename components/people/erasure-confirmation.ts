import {
  confirmationNone,
  isConfirmed,
  requiredConfirmation,
  type Confirmation,
  type RequiredConfirmation,
} from "@/lib/deletions/request/confirmation";
import type { ConfirmablePreview } from "@/lib/deletions/preview/confirmable-preview";
import type { Selection } from "@/lib/deletions/types";
import type { ConfirmationThresholds } from "@/lib/env/confirmation-variables";
import { entitiesOfFilter } from "@/lib/people/entities-selected";
import type { StoreChoice } from "@/lib/stores/shown-store";
import type { StoreId } from "@/lib/stores/store-ids";

/** What is to be erased in one store. */
export type ErasurePart = { store: StoreChoice; selection: Selection };

/** A part that was counted, and can be confirmed by this member. */
export type CountedPart = ErasurePart & { preview: ConfirmablePreview };

/** What was typed and ticked; the names of stores by the store. */
export type ErasureConfirmation = Confirmation & { names: ReadonlyMap<StoreId, string> };
export const erasureConfirmationNone: ErasureConfirmation = { ...confirmationNone, names: new Map() };

/** Listed ids that are gone are part of a request. */
export const countOfPart = ({ preview }: CountedPart): number => preview.count + preview.absentCount;

export const countOfParts = (parts: readonly CountedPart[]): number =>
  parts.reduce((sum, part) => sum + countOfPart(part), 0);

/**
 * What has to be done to confirm several stores at once: the strictest of what each needs, and of what their sum needs. All memories of
 * a user are as many here as where they are deleted one by one. The names are asked of stores that would be empty, of each its own;
 * else it is the sum that is typed.
 */
export const requiredOfParts = (
  parts: readonly CountedPart[],
  thresholds: ConfirmationThresholds,
): { required: RequiredConfirmation; named: readonly CountedPart[] } => {
  const named = parts.filter(({ preview }) => preview.required.kind === "store_name");
  if (named.length > 0) return { required: { kind: "store_name" }, named };
  const numbers = parts.map(({ preview }) => preview.required).filter(({ kind }) => kind === "number");
  const [first] = parts;
  const ofSum: RequiredConfirmation =
    first === undefined
      ? { kind: "button" }
      : requiredConfirmation(
          {
            selection: wholeEntityOf(parts) ?? first.selection,
            count: countOfParts(parts),
            effect: { kind: "some" },
          },
          thresholds,
        );
  if (numbers.length === 0 && ofSum.kind === "button") return { required: ofSum, named };
  const mustHaveReadSentence = numbers.some(
    (required) => required.kind === "number" && required.mustHaveReadSentence,
  );
  return { required: { kind: "number", mustHaveReadSentence }, named };
};

/** One of the ids that are taken with all their memories; null when memories are taken one by one. */
const wholeEntityOf = (parts: readonly CountedPart[]): Selection | null => {
  for (const { selection } of parts) {
    if (selection.kind !== "matching" || selection.filter === null) continue;
    const [entity] = entitiesOfFilter(selection.filter);
    if (entity !== undefined) return { kind: "entity", entity };
  }
  return null;
};

export const arePartsConfirmed = (
  parts: readonly CountedPart[],
  given: ErasureConfirmation,
  thresholds: ConfirmationThresholds,
): boolean => {
  const { required, named } = requiredOfParts(parts, thresholds);
  if (required.kind !== "store_name")
    return isConfirmed(required, given, { count: countOfParts(parts), storeName: "" });
  return named.every(({ store }) =>
    isConfirmed(
      required,
      { ...given, typed: given.names.get(store.id) ?? "" },
      { count: 0, storeName: store.name },
    ),
  );
};

/**
 * What one store is sent of a confirmation of all: its own number, or its name, in place of what was typed for them together.
 * Only for parts that are confirmed.
 */
export const confirmationOfPart = (part: CountedPart, given: ErasureConfirmation): Confirmation => {
  switch (part.preview.required.kind) {
    case "button":
      return confirmationNone;
    case "number":
      // Whoever typed a store's name has read more than this asks for.
      return {
        typed: String(countOfPart(part)),
        hasReadSentence: given.hasReadSentence || given.names.size > 0,
      };
    case "store_name":
      return { typed: given.names.get(part.store.id) ?? "", hasReadSentence: given.hasReadSentence };
  }
};
