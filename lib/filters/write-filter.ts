import { sendable } from "@/lib/json/scalar";
import type { JsonText } from "@/lib/json/json-text";
import { writeExact } from "@/lib/json/write-exact";
import type { Filter } from "./filter";

/** A filter as JSON, every number as it was meant: for an address, or to be read. `parseExact` and the schema read it back. */
export const writeFilter = (filter: Filter): JsonText => writeExact(sendableFilter(filter));

export const sendableFilter = (filter: Filter): unknown => {
  if ("and" in filter) return { and: filter.and.map(sendableFilter) };
  if ("or" in filter) return { or: filter.or.map(sendableFilter) };
  if ("not" in filter) return { not: sendableFilter(filter.not) };
  return filter.field === "metadata" && "value" in filter
    ? { ...filter, value: Array.isArray(filter.value) ? filter.value.map(sendable) : sendable(filter.value) }
    : filter;
};
