import { numberFrom } from "@/lib/json/exact-number";
import { parseExact } from "@/lib/json/parse-exact";
import { numberTextFrom, sendable, withExactValues, type Scalar } from "@/lib/json/scalar";
import { writeExact } from "@/lib/json/write-exact";
import { durationFrom, typedDuration } from "./duration";
import type { Condition } from "./filter";
import { conditionSchema } from "./filter-schema";
import type { DraftCondition } from "./draft-types";
import { operatorDefinition, type FieldDefinition, type ValueKind } from "./field-definition";

/** What is wrong with a condition, as sentences that stand next to its key and its value. */
export type ConditionProblems = { key?: string; value?: string };
export type ConditionResult = { ok: true; condition: Condition } | { ok: false; problems: ConditionProblems };

/** Makes a condition of what was typed, or says in a sentence what is wrong with it. */
export const conditionFrom = (draft: DraftCondition, definition: FieldDefinition): ConditionResult => {
  const { kind } = operatorDefinition(definition, draft.operator);
  const key = definition.keyLabel === undefined ? {} : { key: draft.key };
  const value = valueFrom(draft, kind);
  const keyProblem = key.key === "" ? { key: "Enter a key." } : {};
  if (!value.ok) return { ok: false, problems: { ...keyProblem, value: value.problem } };
  const parsed = conditionSchema.safeParse({
    field: draft.field,
    ...key,
    operator: draft.operator,
    ...(kind === "none" ? {} : { value: value.value }),
  });
  if (parsed.success) return { ok: true, condition: parsed.data };
  return { ok: false, problems: { ...problemsIn(parsed.error.issues, value.value, kind), ...keyProblem } };
};

type ValueResult = { ok: true; value: unknown } | { ok: false; problem: string };
const good = (value: unknown): ValueResult => ({ ok: true, value });
const bad = (problem: string): ValueResult => ({ ok: false, problem });

/** Several values as they will be applied: each once, with what is still being typed. */
export const severalValues = (draft: Pick<DraftCondition, "values" | "pending">): string[] => [
  ...new Set(draft.pending.trim() === "" ? draft.values : [...draft.values, draft.pending]),
];

const valueFrom = (draft: DraftCondition, kind: ValueKind): ValueResult => {
  const text = draft.values[0] ?? "";
  switch (kind) {
    case "none":
      return good(undefined);
    case "text":
      return text === "" ? bad("Enter a value.") : good(text);
    case "texts":
    case "imports":
    case "days": {
      const values = severalValues(draft);
      if (values.length === 0)
        return bad(kind === "days" ? "Add at least one day." : "Add at least one value.");
      return good(values);
    }
    case "lines": {
      const lines = [...new Set(draft.values.map((line) => line.trim()).filter((line) => line !== ""))];
      return lines.length === 0 ? bad("Enter at least one value.") : good(lines);
    }
    case "import":
      return text === "" ? bad("Choose an import from the list.") : good(text);
    case "scalars":
      return scalarsFrom(draft);
    case "period":
    case "dayPeriod": {
      const [from = "", to = ""] = draft.values;
      return from === "" || to === "" ? bad("Enter two complete dates.") : good([from, to]);
    }
    case "duration":
    case "dayDuration": {
      const { count } = typedDuration(text);
      if (count.trim() === "") return bad("Enter a number.");
      return durationFrom(text) === null
        ? bad(`“${shorten(count)}” is not a whole number of 1 to 9,999.`)
        : good(text);
    }
    case "choice":
      return good(text);
    case "number":
      if (text.trim() === "") return bad("Enter a number.");
      return /^\d{1,8}$/.test(text.trim())
        ? good(Number(text))
        : bad(`“${shorten(text.trim())}” is not a whole number of 0 or more.`);
    case "day":
    case "instant":
      return text === "" ? bad("Enter a complete date.") : good(text);
    case "flag":
      return good(text !== "false");
    case "scalar":
      return scalarFrom(draft.valueType, text);
  }
};

/** Several values of any type: each is kept as JSON, so that the text “5” and the number 5 stay two. */
const scalarsFrom = (draft: DraftCondition): ValueResult => {
  const typed = draft.pending.trim() === "" ? null : scalarFrom(draft.valueType, draft.pending);
  if (typed?.ok === false) return typed;
  const values = draft.values.map((json) => withExactValues(parseExact(json)));
  if (typed !== null) values.push(typed.value);
  return values.length === 0 ? bad("Add at least one value.") : good(values);
};

/** What is being typed as one of several values, as it is kept; or why it cannot be. */
export const scalarJson = (
  draft: Pick<DraftCondition, "valueType" | "pending">,
): { ok: true; json: string } | { ok: false; problem: string } => {
  const typed = scalarFrom(draft.valueType, draft.pending);
  return typed.ok ? { ok: true, json: writeExact(sendable(typed.value as Scalar)) } : typed;
};

const scalarFrom = (type: DraftCondition["valueType"], text: string): ValueResult => {
  switch (type) {
    case "text":
      return text === "" ? bad("Enter a value.") : good(text);
    case "empty":
      return good("");
    case "null":
      return good(null);
    case "boolean":
      return good(text !== "false");
    case "number": {
      if (text.trim() === "") return bad("Enter a number.");
      const number = numberTextFrom(text);
      return number === null
        ? bad(`“${shorten(text.trim())}” is not a number. Write it like 42 or -0.5.`)
        : good(numberFrom(number));
    }
  }
};

type Issues = readonly {
  code?: string;
  path: readonly PropertyKey[];
  message: string;
  errors?: readonly Issues[];
}[];

/** The issues of the one alternative that is about this field and operator. */
const relevantIssues = (issues: Issues): Issues =>
  issues.flatMap((issue) => {
    const alternatives = (issue.errors ?? []).map(relevantIssues);
    if (alternatives.length === 0) return [issue];
    const isAboutIt = (found: Issues) =>
      found.every(({ path }) => path[0] !== "field" && path[0] !== "operator");
    const chosen = alternatives.find(isAboutIt) ?? [];
    return chosen.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
  });

const problemsIn = (issues: Issues, value: unknown, kind: ValueKind): ConditionProblems => {
  const relevant = relevantIssues(issues);
  const ofKey = relevant.find(({ path }) => path[0] === "key");
  const ofValue = relevant.filter(({ path }) => path[0] !== "key");
  return {
    ...(ofKey === undefined ? {} : { key: sentence(ofKey) }),
    ...(ofValue.length > 0 || ofKey === undefined ? { value: valueProblem(ofValue, value, kind) } : {}),
  };
};

const valueProblem = (issues: Issues, value: unknown, kind: ValueKind): string => {
  const [first] = issues;
  if (first === undefined) return "This value does not fit the field.";
  const index = first.path[1];
  if (typeof index !== "number" || !Array.isArray(value)) return sentence(first);
  const wrong = [...new Set(issues.map(({ path }) => path[1]))].filter((at) => typeof at === "number");
  const named = wrong.slice(0, 3).map((at) => `“${shorten(String(value[at]))}”`);
  const more =
    wrong.length > named.length ? ` and ${(wrong.length - named.length).toLocaleString("en")} more` : "";
  const what = kind === "lines" ? "Not understood" : "Not possible";
  return `${what}: ${named.join(", ")}${more}. ${sentence(first)}`;
};

const sentence = (issue: Issues[number]): string => {
  const bound = issue as { code?: string; origin?: unknown; maximum?: unknown };
  if (bound.code === "too_big" && typeof bound.maximum === "number") {
    const noun = bound.origin === "array" ? "values" : "characters";
    return `At most ${bound.maximum.toLocaleString("en")} ${noun}.`;
  }
  if (bound.code === "too_small") return "Enter a value.";
  return issue.message.endsWith(".") ? issue.message : "This value does not fit the field.";
};

const shorten = (text: string): string => (text.length <= 40 ? text : `${text.slice(0, 39)}…`);
