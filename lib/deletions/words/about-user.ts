import { conditionsOf, type Filter } from "@/lib/filters/filter";
import { isWipe } from "../scope/scope";
import type { Selection, StoredSelection } from "../types";

/** Whether a selection says anything of whose memories it takes, be it a user by name or any user at all. */
export const isAboutUser = (selection: Selection | StoredSelection): boolean => {
  switch (selection.kind) {
    case "listed":
      return false;
    case "matching":
      return selection.filter !== null && hasUserCondition(selection.filter);
    case "scope":
      // A wipe leaves nothing that could be near.
      return selection.scope.user_id !== null && !isWipe(selection.scope);
    case "entity":
      return selection.entity.kind === "user";
  }
};

/** "Has no user" is about no user. */
const hasUserCondition = (filter: Filter): boolean =>
  conditionsOf(filter).some(({ field, operator }) => field === "user_id" && operator !== "absent");
