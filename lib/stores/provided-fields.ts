import type { FieldDefinition, OperatorDefinition } from "@/lib/filters/field-definition";
import { conditionsOf, type Filter, type FilterField, type FilterOperator } from "@/lib/filters/filter";
import { memoryFields } from "@/lib/filters/memory-fields";
import { inSentence } from "@/lib/text/in-sentence";
import type { PageStore } from "./page-store";

type Limited = Pick<PageStore, "kind" | "name" | "capabilities">;

/** Whether a store's memories have this property, as far as it says. */
export const providesField = ({ capabilities }: Pick<Limited, "capabilities">, field: FilterField): boolean =>
  !capabilities.missingFields.includes(field);

/** The fields of a filter that mean nothing in this store, or are asked what it cannot tell, each once. */
export const fieldsMissing = (store: Limited, filter: Filter | null): FilterField[] =>
  filter === null
    ? []
    : [
        ...new Set(
          conditionsOf(filter)
            .filter(({ field, operator }) => !providesField(store, field) || !answers(store, operator))
            .map(({ field }) => field),
        ),
      ];

const answers = ({ capabilities }: Limited, operator: FilterOperator): boolean =>
  !capabilities.missingOperators.includes(operator);

/** How a field is offered in this store. What it lacks is listed too, marked as missing. */
export const fieldHere = (store: Limited, field: FilterField): FieldDefinition => {
  const whyUnavailable = whyMissing(store, field);
  const definition = memoryFields[field];
  if (whyUnavailable !== undefined) return { ...definition, whyUnavailable };
  const [first, ...others] = definition.operators.map((operator): OperatorDefinition =>
    answers(store, operator.operator) ? operator : { ...operator, whyUnavailable: "Not in this store." },
  );
  return first === undefined ? definition : { ...definition, operators: [first, ...others] };
};

/** Why a field cannot be used here; undefined when it can. */
export const whyMissing = (store: Limited, field: FilterField): string | undefined =>
  providesField(store, field) ? undefined : "Not in this store.";

/** What is different in a store from the built-in one, in sentences; none for that one. */
export const storeLimits = (store: Limited): string[] => {
  if (store.kind === "builtin") return store.capabilities.isOnNodes === true ? [onNodes] : [];
  const { countsExactly, examinedFields, examinedMax, missingFields, missingOperators } = store.capabilities;
  const missing = missingFields.filter((field) => field !== "sample" && field !== "import");
  return [
    "Lethe is not notified when others add, change or delete memories here. Reload the page to see changes.",
    missing.length > 0 &&
      `This store does not provide: ${labelsOf(missing)}. ${missing.length === 1 ? "It" : "They"} cannot be shown or used in a filter.`,
    missingOperators.length > 0 && "It cannot be asked for users, agents, apps or runs that are inactive.",
    examinedFields.length > 0 &&
      `It does not filter by these as Lethe does: ${labelsOf(examinedFields)}. Lethe then reads up to ${examinedMax.toLocaleString("en")} memories and filters them itself; if there are more, it says so.`,
    !countsExactly &&
      "Numbers that may be too low say “at least”. A preview reads all memories and is exact.",
  ].filter((sentence) => sentence !== false);
};

const onNodes =
  "Its memories lie on several nodes, which are counted one after another: while others write, counts and the numbers of a preview are about right. What a deletion deleted is counted exactly. It cannot be asked for duplicates, nor for users, agents, apps or runs that are inactive.";

/** "app, categories, memory ID" */
const labelsOf = (fields: readonly FilterField[]): string =>
  fields.map((field) => inSentence(memoryFields[field].label)).join(", ");
