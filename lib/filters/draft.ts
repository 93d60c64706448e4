import { isExactValue, scalarText, sendable } from "@/lib/json/scalar";
import { writeExact } from "@/lib/json/write-exact";
import { conditionFrom, type ConditionProblems } from "./draft-condition";
import type { FieldDefinitions, OperatorDefinition, ValueKind } from "./field-definition";
import type { Condition, Filter, FilterField } from "./filter";
import { shapeProblem } from "./filter-limits";
import type { DraftCondition, DraftGroup, DraftMatch, DraftNode, ScalarType } from "./draft-types";

let lastId = 0;

/** Names a part of a draft; unique in this browser tab, and nowhere stored. */
const newId = (): string => `part-${(lastId += 1)}`;

export const newCondition = (fields: FieldDefinitions, field: FilterField): DraftCondition => {
  const [first] = fields[field].operators;
  return {
    kind: "condition",
    id: newId(),
    field,
    operator: first.operator,
    key: "",
    values: startValues(first),
    pending: "",
    valueType: "text",
  };
};

const startValues = ({ kind, choices }: OperatorDefinition): readonly string[] => {
  if (kind === "flag") return ["true"];
  return kind === "choice" ? (choices ?? []).slice(0, 1).map(({ value }) => value) : [];
};

/** The condition with another operator. What was typed stays where the new one can have it. */
export const withOperator = (
  draft: DraftCondition,
  from: OperatorDefinition,
  to: OperatorDefinition,
): DraftCondition =>
  to.kind === "none" || familyOf(from.kind) === familyOf(to.kind) || from.kind === "none"
    ? { ...draft, operator: to.operator }
    : { ...draft, operator: to.operator, values: startValues(to), pending: "" };

/** Kinds of which each can have what was typed for another. */
const familyOf = (kind: ValueKind): string => {
  switch (kind) {
    case "text":
    case "texts":
    case "scalar":
    case "lines":
      return "text";
    case "day":
    case "days":
    case "dayPeriod":
    case "instant":
    case "period":
      return "time";
    case "duration":
    case "dayDuration":
      return "duration";
    case "import":
    case "imports":
      return "import";
    case "none":
    case "scalars":
    case "flag":
    case "choice":
    case "number":
      return kind;
  }
};

export const newGroup = (match: DraftMatch, children: readonly DraftNode[]): DraftGroup => ({
  kind: "group",
  id: newId(),
  match,
  children,
});

/** Opens a filter in the editor. Its meaning is kept, its exact shape (`and` of one, say) is not. */
export const draftFrom = (filter: Filter | null): DraftGroup => {
  const node = filter === null ? newGroup("all", []) : nodeFrom(filter);
  return node.kind === "group" ? node : newGroup("all", [node]);
};

const nodeFrom = (filter: Filter): DraftNode => {
  if ("and" in filter) return newGroup("all", filter.and.map(nodeFrom));
  if ("or" in filter) return newGroup("any", filter.or.map(nodeFrom));
  if ("not" in filter)
    return newGroup("none", "or" in filter.not ? filter.not.or.map(nodeFrom) : [nodeFrom(filter.not)]);
  return draftCondition(filter);
};

export const draftCondition = (condition: Condition): DraftCondition => {
  const value = "value" in condition ? condition.value : [];
  const isScalars = condition.field === "metadata" && condition.operator === "in";
  return {
    kind: "condition",
    id: newId(),
    field: condition.field,
    operator: condition.operator,
    key: "key" in condition ? condition.key : "",
    values: Array.isArray(value)
      ? value.map((each) => (isScalars ? writeExact(sendable(each)) : scalarText(each)))
      : [value === null ? "" : scalarText(value)],
    pending: "",
    valueType: isScalars ? "text" : scalarTypeOf(value),
  };
};

const scalarTypeOf = (value: unknown): ScalarType => {
  if (value === null) return "null";
  if (value === "") return "empty";
  if (typeof value === "number" || isExactValue(value)) return "number";
  return typeof value === "boolean" ? "boolean" : "text";
};

/** What is wrong where: by the id of the part, and with the whole. */
export type DraftProblems = { parts: ReadonlyMap<string, ConditionProblems>; whole: string | null };
export type DraftResult = { ok: true; filter: Filter | null } | { ok: false; problems: DraftProblems };

/** Makes a filter of a draft (an empty one is no filter: null), or says what is wrong with each part of it. */
export const filterFrom = (draft: DraftGroup, fields: FieldDefinitions): DraftResult => {
  if (draft.children.length === 0) return { ok: true, filter: null };
  const parts = new Map<string, ConditionProblems>();
  const filter = partFrom(draft, fields, parts);
  const whole = filter === null ? null : shapeProblem(filter);
  return filter === null || whole !== null ? { ok: false, problems: { parts, whole } } : { ok: true, filter };
};

/** Null when a problem was written down in `problems`. A group of one is that one, so that no filter gets deeper here. */
const partFrom = (
  node: DraftNode,
  fields: FieldDefinitions,
  problems: Map<string, ConditionProblems>,
): Filter | null => {
  if (node.kind === "condition") {
    const result = conditionFrom(node, fields[node.field]);
    if (result.ok) return result.condition;
    problems.set(node.id, result.problems);
    return null;
  }
  const parts = node.children.map((child) => partFrom(child, fields, problems));
  const sound = parts.filter((part) => part !== null);
  const [first] = sound;
  if (first === undefined || sound.length < parts.length) {
    if (parts.length === 0)
      problems.set(node.id, { value: "This group is empty. Add a condition, or remove the group." });
    return null;
  }
  switch (node.match) {
    case "all":
      return sound.length === 1 ? first : { and: sound };
    case "any":
      return sound.length === 1 ? first : { or: sound };
    case "none":
      return { not: sound.length === 1 ? first : { or: sound } };
  }
};
