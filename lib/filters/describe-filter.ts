import { memoryFields } from "./memory-fields";
import { inSentence } from "@/lib/text/in-sentence";
import { withNamedInvisible } from "@/lib/text/invisible-characters";
import { conditionWords } from "./condition-words";
import type { Condition, Filter } from "./filter";
import { freezeRelative, isRelative } from "./freeze-relative";

/**
 * A filter as a part of a sentence: "user is caroline and created on or after 2026-01-01". In the words of the chips;
 * a value that could be read as a further part of the sentence stands in quotation marks. With the time at which it was asked, what is
 * relative says what that came to: "created more than 90 days ago (before 2026-08-31 14:02 UTC)".
 */
export const describeFilter = (filter: Filter, at: Date | null = null): string => {
  const describePart = (part: Filter): string =>
    // Groups inside groups stand in brackets: "a or (b and c)".
    "and" in part || "or" in part ? `(${describeFilter(part, at)})` : describeFilter(part, at);
  if ("and" in filter) return filter.and.map(describePart).join(" and ");
  if ("or" in filter) return filter.or.map(describePart).join(" or ");
  if ("not" in filter) return `not (${describeFilter(filter.not, at)})`;
  return (
    describeCondition(filter) + (at === null || !isRelative(filter) ? "" : ` (${frozenWords(filter, at)})`)
  );
};

/** What a relative condition came to: "before 2026-08-31 14:02 UTC". */
const frozenWords = (condition: Condition, at: Date): string => {
  const frozen = freezeRelative(condition, at);
  const isTurned = "not" in frozen;
  const inside = isTurned ? frozen.not : frozen;
  if (!("field" in inside)) throw new Error("A condition is frozen as a condition.");
  const { operator, value } = conditionWords(inside, memoryFields);
  return `${isTurned ? "not " : ""}${operator.replace(/^inactive /, "")} ${value}`;
};

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

/** What no value of which is written by people: times, and one of few choices. */
const isTime = ({ field, operator }: Condition): boolean =>
  field === "created_at" ||
  field === "updated_at" ||
  field === "expiration_date" ||
  field === "duplicate" ||
  operator === "inactive_for" ||
  operator === "inactive_since";
