import { memoryFields } from "./memory-fields";
import { inSentence } from "@/lib/text/in-sentence";
import { withNamedInvisible } from "@/lib/text/invisible-characters";
import { conditionWords } from "./condition-words";
import type { Condition, Filter } from "./filter";

/**
 * A filter as a part of a sentence: "user is caroline and created on or after 2026-01-01". In the words of the chips;
 * a value that could be read as a further part of the sentence stands in quotation marks.
 */
export const describeFilter = (filter: Filter): string => {
  if ("and" in filter) return filter.and.map(describePart).join(" and ");
  if ("or" in filter) return filter.or.map(describePart).join(" or ");
  if ("not" in filter) return `not (${describeFilter(filter.not)})`;
  return describeCondition(filter);
};

/** Groups inside groups stand in brackets: "a or (b and c)". */
const describePart = (filter: Filter): string =>
  "and" in filter || "or" in filter ? `(${describeFilter(filter)})` : describeFilter(filter);

const describeCondition = (condition: Condition): string => {
  const { field, operator, value } = conditionWords(condition, memoryFields);
  const isTyped = "value" in condition && typeof condition.value === "string" && !isTime(condition);
  const shown = isTyped ? quotedWhereNeeded(value) : value;
  return [inSentence(field), operator, shown].filter(Boolean).join(" ");
};

/**
 * A value that could be read as a further part of a sentence stands in quotation marks; and what cannot be seen in it, or
 * would turn the sentence around, is named.
 */
export const quotedWhereNeeded = (value: string): string => {
  const shown = withNamedInvisible(value);
  return /[\s,()⟨⟩]/.test(shown) && !shown.startsWith("“") ? `“${shown}”` : shown;
};

const isTime = ({ field }: Condition): boolean =>
  field === "created_at" || field === "updated_at" || field === "expiration_date";
