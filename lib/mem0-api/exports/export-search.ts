import { conditionsOf, type Condition, type Filter } from "@/lib/filters/filter";
import { writeFilter } from "@/lib/filters/write-filter";
import { entityFieldOf, entityKinds, type EntityKind } from "@/lib/memories/entity";

export type ExportEntity = { kind: EntityKind; value: string };

/** Stands for any value, as in Mem0's filters. */
export const anyValue = "*";

/** The entities that a filter names, whether it wants them or not, each once and in one order; `anyValue` for a wildcard. */
export const entitiesIn = (filter: Filter): ExportEntity[] => {
  const named = conditionsOf(filter).flatMap((condition) => {
    const kind = entityKinds.find((each) => entityFieldOf[each] === condition.field);
    return kind === undefined ? [] : valuesOf(condition).map((value) => ({ kind, value }));
  });
  return [...new Map(named.map((entity) => [keyOf(entity), entity])).values()].toSorted((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : 1,
  );
};

const keyOf = ({ kind, value }: ExportEntity): string => JSON.stringify([kind, value]);

const valuesOf = (condition: Condition): string[] => {
  if (condition.operator === "present") return [anyValue];
  if (condition.operator !== "eq" && condition.operator !== "ne" && condition.operator !== "in") return [];
  return [condition.value].flat().filter((value): value is string => typeof value === "string");
};

/**
 * The newest of some requested exports that `filters` of a fetch mean: one with the very same filter, else one that names the same
 * entities, and was asked for when the filter's `created_at` and `updated_at` say. Null when there is none.
 * https://docs.mem0.ai/api-reference/memory/get-memory-export
 */
export const findRequested = <Requested extends { filter: Filter; createdAt: Date }>(
  newestFirst: readonly Requested[],
  wanted: Filter,
): Requested | null => {
  const written = writeFilter(wanted);
  const entities = JSON.stringify(entitiesIn(wanted));
  return (
    newestFirst.find(({ filter }) => writeFilter(filter) === written) ??
    newestFirst.find(
      ({ filter, createdAt }) =>
        JSON.stringify(entitiesIn(filter)) === entities &&
        conditionsOf(wanted).every((condition) => isThen(createdAt, condition)),
    ) ??
    null
  );
};

type InstantCondition = Extract<Condition, { field: "created_at" | "updated_at" }>;
type Comparison = Exclude<InstantCondition, { operator: "between" | "older_than" | "within_last" }>;

/** Mem0's filters have no other. */
const isComparison = (condition: InstantCondition): condition is Comparison =>
  !["between", "older_than", "within_last"].includes(condition.operator);

/** Of an instant; conditions on anything but time hold. */
const isThen = (at: Date, condition: Condition): boolean => {
  if (condition.field !== "created_at" && condition.field !== "updated_at") return true;
  if (!isComparison(condition)) return true;
  const { operator, value } = condition;
  // A day compares as days do.
  const [a, b] = value.includes("T")
    ? [at.getTime(), Date.parse(value)]
    : [Date.parse(at.toISOString().slice(0, 10)), Date.parse(value)];
  return { gt: a > b, gte: a >= b, lt: a < b, lte: a <= b, ne: a !== b }[operator];
};
