import type { Filter } from "./filter";
import { joinTopLevel, topLevelOf } from "./top-level";

/** Days in UTC, both included; null where there is no such end. */
export type Days = { from: string | null; to: string | null };

/**
 * The whole months of creation that a filter narrows to, by their days, null for none, and the filter without them. A chart of months
 * can show only those as chosen.
 */
export const createdDaysOf = (filter: Filter | null): { days: Days | null; rest: Filter | null } => {
  const parts = topLevelOf(filter);
  const found = parts.flatMap((part, index) => {
    const days = daysOf(part);
    return days === null ? [] : [{ index, days }];
  });
  const [first, ...others] = found;
  if (first === undefined || others.length > 0) return { days: null, rest: filter };
  return { days: first.days, rest: joinTopLevel(parts.toSpliced(first.index, 1)) };
};

/** The filter with these months of creation, by their days, in place of those that it had. */
export const withCreatedDays = (filter: Filter | null, days: Days | null): Filter | null => {
  const { rest } = createdDaysOf(filter);
  const part = days === null ? null : partOf(days);
  return part === null ? rest : joinTopLevel([...topLevelOf(rest), part]);
};

const partOf = ({ from, to }: Days): Filter | null => {
  const field = "created_at";
  if (from !== null && to !== null) return { field, operator: "between", value: [from, to] };
  if (from !== null) return { field, operator: "gte", value: from };
  return to === null ? null : { field, operator: "lte", value: to };
};

const daysOf = (part: Filter): Days | null => {
  if (!("field" in part) || part.field !== "created_at") return null;
  if (part.operator === "between") {
    const [from, to] = part.value;
    return isFirstDay(from) && isLastDay(to) ? { from, to } : null;
  }
  if (part.operator === "gte") return isFirstDay(part.value) ? { from: part.value, to: null } : null;
  if (part.operator === "lte") return isLastDay(part.value) ? { from: null, to: part.value } : null;
  return null;
};

const isFirstDay = (moment: string): boolean => /^\d+-\d\d-01$/.test(moment);

const isLastDay = (moment: string): boolean => {
  if (moment.includes("T")) return false;
  const next = new Date(`${moment}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.getUTCDate() === 1;
};
