import type { FilterField, FilterOperator } from "./filter";

/** A condition while it is being typed: everything is text, so that nothing is lost by being wrong. */
export type DraftCondition = {
  kind: "condition";
  id: string;
  field: FilterField;
  operator: FilterOperator;
  key: string;
  /** One value uses the first; the others wait, should the operator take several again. */
  values: readonly string[];
  /** Typed, and not yet made one of several values. Counts as one when applied. */
  pending: string;
  valueType: ScalarType;
};

/** `empty` is the text without characters: said outright, so that a box left blank is a mistake and not a value. */
export const scalarTypes = ["text", "number", "boolean", "null", "empty"] as const;
export type ScalarType = (typeof scalarTypes)[number];

/** `none` holds when no part of it does. */
export type DraftMatch = "all" | "any" | "none";
export type DraftGroup = { kind: "group"; id: string; match: DraftMatch; children: readonly DraftNode[] };
export type DraftNode = DraftCondition | DraftGroup;
