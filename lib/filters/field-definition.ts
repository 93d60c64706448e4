import type { FilterField, FilterOperator } from "./filter";

/**
 * What is typed after an operator: nothing; one text; several texts; a text, number, true/false or null; several of those; a
 * day; several days; a first and a last day; a day or an instant; a first and a last of those; a length of time, or one without
 * hours; yes or no; one of few choices; a whole number; one value per line; an import, which is called by its time and not by its
 * id; several imports.
 */
export type ValueKind =
  | "none"
  | "text"
  | "texts"
  | "scalar"
  | "scalars"
  | "day"
  | "days"
  | "dayPeriod"
  | "instant"
  | "period"
  | "duration"
  | "dayDuration"
  | "flag"
  | "choice"
  | "number"
  | "lines"
  | "import"
  | "imports";

export type OperatorDefinition = {
  operator: FilterOperator;
  /** Reads on from the field's label: "is", "has no value". */
  label: string;
  kind: ValueKind;
  /** What follows the value: "more than 90 days ago". */
  suffix?: string;
  /** Of the kind `choice`: what can be chosen, the first being preselected. */
  choices?: readonly { value: string; label: string }[];
  /** What the operator does that its label does not say. */
  hint?: string;
  /** Why it cannot be used, as a sentence; absent when it can. */
  whyUnavailable?: string;
};

/** How a field is offered in the filter builder. */
export type FieldDefinition = {
  label: string;
  /** Other words by which people look for it. */
  keywords: readonly string[];
  /** The first is preselected. */
  operators: readonly [OperatorDefinition, ...OperatorDefinition[]];
  /** What the key of this field is called; absent when it has none. */
  keyLabel?: string;
  /** Existing values can be suggested, with counts. */
  hasFacets: boolean;
  placeholder?: string;
  /** Why it cannot be filtered by, as a sentence; absent when it can. */
  whyUnavailable?: string;
};

/** Complete by type, in the order of the picker. */
export type FieldDefinitions = Readonly<Record<FilterField, FieldDefinition>>;

/** How the operator is offered on this field; the field's first one where it does not have it. */
export const operatorDefinition = (
  definition: FieldDefinition,
  operator: FilterOperator,
): OperatorDefinition =>
  definition.operators.find((candidate) => candidate.operator === operator) ?? definition.operators[0];

/** The fields in the picker's order. */
export const fieldNames = (fields: FieldDefinitions): FilterField[] =>
  // The type allows no other keys.
  Object.keys(fields) as FilterField[];

/** The fields whose label, name or keywords contain each of the typed words. */
export const findFields = (fields: FieldDefinitions, text: string): FilterField[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return fieldNames(fields).filter((field) => {
    const { label, keywords } = fields[field];
    const haystack = [label, field, ...keywords].join(" ").toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
};
