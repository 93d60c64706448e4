import type { Condition, Filter } from "./filter";
import { joinTopLevel, topLevelOf } from "./top-level";
import { writeFilter } from "./write-filter";

/** The filter with this condition beside its others. What excludes the same is taken out: the last word counts. Twice is once. */
export const includeValue = (filter: Filter | null, condition: Condition): Filter | null =>
  joinTopLevel([...without(filter, [condition, opposite(condition)]), condition]);

/** The filter with the opposite of this condition beside its others. */
export const excludeValue = (filter: Filter | null, condition: Condition): Filter | null =>
  joinTopLevel([...without(filter, [condition, opposite(condition)]), opposite(condition)]);

const without = (filter: Filter | null, gone: readonly Filter[]): Filter[] => {
  const texts = gone.map(writeFilter);
  return topLevelOf(filter).filter((part) => !texts.includes(writeFilter(part)));
};

/** As a person would write it, where the language has a word for it. */
const opposite = (condition: Condition): Filter => {
  switch (condition.field) {
    case "user_id":
    case "agent_id":
    case "app_id":
    case "run_id":
      if (condition.operator === "eq") return { ...condition, operator: "ne" };
      if (condition.operator === "absent") return { ...condition, operator: "present" };
      return { not: condition };
    case "expiration_date":
      return condition.operator === "absent"
        ? { field: condition.field, operator: "present" }
        : { not: condition };
    case "immutable":
    case "superseded":
    case "sample":
      return { ...condition, value: !condition.value };
    default:
      return { not: condition };
  }
};
