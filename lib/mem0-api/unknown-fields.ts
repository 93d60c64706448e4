import type { z } from "zod";

/** Fields of one object that its schema does not know. */
export type UnknownFields = { path: readonly PropertyKey[]; keys: readonly string[] };

/** All that the problems name, of a union those of the one alternative that has no other problem. */
export const unknownFieldsIn = (issues: readonly z.core.$ZodIssue[]): UnknownFields[] =>
  issues.flatMap((issue): UnknownFields[] => {
    if (issue.code === "unrecognized_keys") return [{ path: issue.path, keys: issue.keys }];
    if (issue.code !== "invalid_union") return [];
    const nearest = issue.errors.find(
      (inner) => inner.length > 0 && inner.every(({ code }) => code === "unrecognized_keys"),
    );
    return unknownFieldsIn(nearest ?? []).map(({ path, keys }) => ({ path: [...issue.path, ...path], keys }));
  });

/** "messages[].name", whichever of the messages it was. */
export const namesOf = ({ path, keys }: UnknownFields): string[] => {
  const place = path.map((part) => (typeof part === "number" ? "[]" : `.${String(part)}`)).join("");
  return keys.map((key) => `${place}.${key}`.replace(/^\./, ""));
};

/** The same value without these fields. */
export const withoutFields = (value: unknown, unknown: readonly UnknownFields[]): unknown => {
  if (unknown.length === 0 || typeof value !== "object" || value === null) return value;
  const here = new Set(unknown.filter(({ path }) => path.length === 0).flatMap(({ keys }) => keys));
  const below = new Map<string, UnknownFields[]>();
  for (const { path, keys } of unknown) {
    const [first, ...rest] = path;
    if (first === undefined) continue;
    const there = below.get(String(first)) ?? [];
    // Pushed, as there can be a hundred thousand in one list.
    there.push({ path: rest, keys });
    below.set(String(first), there);
  }
  const inner = (key: string, given: unknown): unknown => withoutFields(given, below.get(key) ?? []);
  // One object can stand for a list of one (see messages.ts); then its fields are said to be those of the first.
  const isListOfOne = !Array.isArray(value) && unknown.some(({ path: [first] }) => first === 0);
  if (isListOfOne) return inner("0", value);
  if (Array.isArray(value)) return value.map((item: unknown, position) => inner(String(position), item));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !here.has(key))
      .map(([key, given]) => [key, inner(key, given)]),
  );
};
