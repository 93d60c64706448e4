import { conditionsOf, type Filter, type FilterField } from "./filter";

export const isAboutHolds = (field: FilterField): boolean => field === "held" || field === "hold";

/** Whether a filter asks what is held. */
export const asksHolds = (filter: Filter): boolean =>
  conditionsOf(filter).some(({ field }) => isAboutHolds(field));

/** For where memories are chosen to be deleted: what is held stays in any case. */
export const noHoldsMessage =
  "What is held stays in any case, so a deletion cannot ask for it: take the condition on holds out of the filter.";
