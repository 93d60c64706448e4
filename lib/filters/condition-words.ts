import { scalarText, type Scalar } from "@/lib/json/scalar";
import { withNamedInvisible } from "@/lib/text/invisible-characters";
import { durationWords } from "./duration";
import {
  operatorDefinition,
  type FieldDefinitions,
  type OperatorDefinition,
  type ValueKind,
} from "./field-definition";
import type { Condition, Filter } from "./filter";
import { importWords } from "./import-words";
import { instantWords } from "./instant-text";

/** A condition in the three parts a chip shows; the value is empty where the operator needs none. */
export type ConditionWords = { field: string; operator: string; value: string };

export const conditionWords = (condition: Condition, fields: FieldDefinitions): ConditionWords => {
  const definition = fields[condition.field];
  const operator = operatorDefinition(definition, condition.operator);
  return {
    field: "key" in condition ? `${definition.label} ${condition.key}` : definition.label,
    operator: operator.label,
    value: "value" in condition ? withSuffix(valueWords(condition.value, operator), operator.suffix) : "",
  };
};

const shownMax = 3;

const withSuffix = (words: string, suffix: string | undefined): string =>
  suffix === undefined ? words : `${words} ${suffix}`;

const valueWords = (
  value: Extract<Condition, { value: unknown }>["value"],
  { kind, choices = [] }: OperatorDefinition,
): string => {
  if (Array.isArray(value)) return severalWords(value, kind);
  if (kind === "import") return importWords(scalarText(value));
  if (kind === "duration" || kind === "dayDuration") return durationWords(scalarText(value));
  if (kind === "choice") return choices.find((choice) => choice.value === value)?.label ?? scalarText(value);
  if (kind === "number") return Number(scalarText(value)).toLocaleString("en");
  if (kind === "flag") return value === true ? "yes" : "no";
  if (kind === "scalar") return scalarWords(value);
  return kind === "instant" ? instantWords(scalarText(value)) : plainly(scalarText(value));
};

const severalWords = (values: readonly Scalar[], kind: ValueKind): string => {
  if (kind === "period" || kind === "dayPeriod")
    return values.map((moment) => instantWords(scalarText(moment))).join(" and ");
  if (kind === "lines" && values.length > 1) return `${values.length.toLocaleString("en")} values`;
  const shown = values
    .slice(0, shownMax)
    .map((value) => oneWords(value, kind))
    .join(", ");
  const hidden = values.length - shownMax;
  return hidden > 0 ? `${shown} and ${hidden.toLocaleString("en")} more` : shown;
};

const oneWords = (value: Scalar, kind: ValueKind): string => {
  if (kind === "scalars") return scalarWords(value);
  return kind === "imports" ? importWords(scalarText(value)) : plainly(scalarText(value));
};

/** Quotes what would otherwise read as something else: the text "5" is not the number 5. */
export const scalarWords = (value: Scalar): string => {
  if (typeof value !== "string") return scalarText(value);
  const looksTyped =
    ["true", "false", "null"].includes(value) || (value.trim() !== "" && !Number.isNaN(Number(value)));
  return looksTyped ? `“${value}”` : plainly(value);
};

/** Quotes a text that would not be seen whole. */
const plainly = (text: string): string => {
  if (text !== "" && text.trim() === "") return withNamedInvisible(text);
  return text === "" || text !== text.trim() ? `“${text}”` : text;
};

export const conditionSentence = (condition: Condition, fields: FieldDefinitions): string => {
  const { field, operator, value } = conditionWords(condition, fields);
  return [field, operator, value].filter(Boolean).join(" ");
};

export type FilterGroup = Exclude<Filter, Condition>;
export const isGroup = (filter: Filter): filter is FilterGroup => !("field" in filter);

/** A group in the two parts a chip shows: "Any of", "User is caroline or App is web". */
export const groupWords = (
  group: FilterGroup,
  fields: FieldDefinitions,
): { match: string; parts: string } => {
  const inside = (parts: readonly Filter[], word: string) =>
    parts.map((part) => innerWords(part, fields)).join(word);
  if ("and" in group) return { match: "All of", parts: inside(group.and, " and ") };
  if ("or" in group) return { match: "Any of", parts: inside(group.or, " or ") };
  if ("or" in group.not) return { match: "None of", parts: inside(group.not.or, " or ") };
  return { match: "Not", parts: innerWords(group.not, fields) };
};

const innerWords = (filter: Filter, fields: FieldDefinitions): string => {
  if (!isGroup(filter)) return conditionSentence(filter, fields);
  const { parts } = groupWords(filter, fields);
  return "not" in filter ? `not (${parts})` : `(${parts})`;
};

/**
 * A filter as its chip reads: "User is caroline"; "Any of: User is caroline or (App is web and Run has no value)". Within a
 * sentence, use `describeFilter`.
 */
export const chipWords = (filter: Filter, fields: FieldDefinitions): string => {
  if (!isGroup(filter)) return conditionSentence(filter, fields);
  const { match, parts } = groupWords(filter, fields);
  return `${match}: ${parts}`;
};
