import { describe, expect, it } from "vitest";
import { apiDescription } from "./api-description";
import { operations } from "./operations";

const description = apiDescription();

/** Every value of a key, wherever it stands. */
const valuesOf = (value: unknown, key: string): unknown[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === key ? [inner as unknown] : []),
    ...valuesOf(inner, key),
  ]);
};

describe("the description of the API", () => {
  it("has every operation, once", () => {
    const described = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${method} ${path} ${operationId}`),
    );
    expect(described.toSorted()).toEqual(
      operations.map(({ id, method, path }) => `${method.toLowerCase()} ${path} ${id}`).toSorted(),
    );
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  });

  it("describes every parameter of a path", () => {
    for (const [path, methods] of Object.entries(description.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(methods)) {
        const inPath = parameters.filter((parameter) => parameter.in === "path");
        expect(inPath.map(({ name }) => name)).toEqual(named);
        expect(inPath.every(({ required }) => required)).toBe(true);
      }
    }
  });

  it("points at nothing that is not there", () => {
    const references = valuesOf(description, "$ref");
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(String(reference))?.[1] ?? "";
      expect(Object.keys(description.components.schemas)).toContain(name);
    }
    expect(valuesOf(description, "$defs")).toEqual([]);
  });

  it("has a filter with every field and operator", () => {
    const { Filters: filters } = description.components.schemas;
    expect(filters?.additionalProperties).toBe(false);
    expect(Object.keys(filters?.properties ?? {})).toHaveLength(21);
    expect(JSON.stringify(filters?.properties?.created_at)).toContain('"gte"');
    expect(JSON.stringify(filters?.patternProperties)).toContain('"contains"');
  });
});
