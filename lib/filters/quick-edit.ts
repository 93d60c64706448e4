import type { Condition, Filter } from "./filter";
import { joinTopLevel, topLevelOf } from "./top-level";
import { writeFilter } from "./write-filter";

/**
 * The filter that also asks for one value: that of a cell. What it asked of the same field for another value, or for none, makes way, as
 * nothing would match both.
 */
export const includeValue = (filter: Filter | null, condition: Condition): Filter =>
  withPart(
    topLevelOf(filter).filter((part) => !isAbout(part, condition)),
    condition,
  );

/** The filter that leaves one value out. */
export const excludeValue = (filter: Filter | null, condition: Condition): Filter =>
  withPart(
    topLevelOf(filter).filter((part) => writeFilter(part) !== writeFilter(condition)),
    oppositeOf(condition),
  );

const withPart = (parts: readonly Filter[], added: Filter): Filter => {
  const isThere = parts.some((part) => writeFilter(part) === writeFilter(added));
  return joinTopLevel(isThere ? parts : [...parts, added]) ?? added;
};

const isAbout = (part: Filter, condition: Condition): boolean => {
  if ("not" in part) return writeFilter(part.not) === writeFilter(condition);
  return (
    // Several categories can be asked for at once.
    condition.field !== "categories" &&
    "field" in part &&
    part.field === condition.field &&
    keyOf(part) === keyOf(condition) &&
    ["eq", "in", "ne", "between", "present", "absent"].includes(part.operator)
  );
};

const keyOf = (condition: Condition): string | null => ("key" in condition ? condition.key : null);

/** In one condition where there is one, and a `not` otherwise. */
const oppositeOf = (condition: Condition): Filter => {
  switch (condition.field) {
    case "user_id":
    case "agent_id":
    case "app_id":
    case "run_id":
      if (condition.operator === "eq") return { ...condition, operator: "ne" };
      if (condition.operator === "absent") return { ...condition, operator: "present" };
      if (condition.operator === "present") return { ...condition, operator: "absent" };
      return { not: condition };
    case "metadata":
      return condition.operator === "eq" ? { ...condition, operator: "ne" } : { not: condition };
    case "immutable":
    case "superseded":
    case "sample":
    case "held":
      return { ...condition, value: !condition.value };
    case "import":
      if (condition.operator === "absent") return { ...condition, operator: "present" };
      if (condition.operator === "present") return { ...condition, operator: "absent" };
      return { not: condition };
    case "expiration_date":
      if (condition.operator === "absent") return { ...condition, operator: "present" };
      if (condition.operator === "present") return { ...condition, operator: "absent" };
      return { not: condition };
    case "created_at":
    case "updated_at":
    case "categories":
    case "text":
    case "text_length":
    case "duplicate":
    case "memory_ids":
    case "hold":
      return { not: condition };
  }
};
