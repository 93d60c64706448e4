import { describe, expect, it } from "vitest";
import { findFields } from "./field-definition";
import type { FilterField } from "./filter";
import { conditionSchema } from "./filter-schema";
import { sampleConditions } from "@/testing/filters/sample-conditions";
import { facetFields } from "@/lib/memories/types";
import { memoryFields } from "./memory-fields";

type Choice = { field: string; operator: string };
type Shape = {
  _zod: {
    def: {
      type: string;
      options?: Shape[];
      shape?: Record<string, Shape>;
      values?: string[];
      entries?: object;
    };
  };
};

/** Every pair of field and operator that the schema of a condition can read. */
const choicesIn = (schema: Shape): Choice[] => {
  const { options, shape } = schema._zod.def;
  if (options !== undefined) return options.flatMap(choicesIn);
  const words = (part: Shape | undefined): string[] =>
    part?._zod.def.values ?? Object.keys(part?._zod.def.entries ?? {});
  return words(shape?.field).flatMap((field) =>
    words(shape?.operator).map((operator) => ({ field, operator })),
  );
};

const choices = choicesIn(conditionSchema as unknown as Shape);
const fields = Object.entries(memoryFields);

describe("the fields of a memory", () => {
  it("offers every field and operator of the filter, and no other", () => {
    const offered = fields.flatMap(([field, { operators }]) =>
      operators.map(({ operator }) => `${field} ${operator}`),
    );
    expect(choices.length).toBeGreaterThan(40);
    expect(offered.toSorted()).toEqual(
      choices.map(({ field, operator }) => `${field} ${operator}`).toSorted(),
    );
  });

  it("has a sample of each of them in the tests", () => {
    const sampled = new Set(sampleConditions.map(({ field, operator }) => `${field} ${operator}`));
    expect(sampled).toEqual(new Set(choices.map(({ field, operator }) => `${field} ${operator}`)));
  });

  it("gives each field and each of its operators a label of its own", () => {
    const labels = fields.map(([, { label }]) => label);
    expect(new Set(labels).size).toBe(labels.length);
    for (const [, { operators }] of fields) {
      expect(new Set(operators.map(({ label }) => label)).size).toBe(operators.length);
    }
  });

  it("suggests values where the store can", () => {
    const suggesting = fields.filter(([, { hasFacets }]) => hasFacets).map(([field]) => field);
    expect(suggesting.toSorted()).toEqual([...facetFields, "import"].toSorted());
  });

  it.each<[string, FilterField[]]>([
    ["expired", ["expiration_date"]],
    ["user_id", ["user_id"]],
    ["Sess", ["run_id"]],
    ["metadata key", ["metadata"]],
    ["no such field", []],
  ])("finds by “%s”", (text, found) => {
    expect(findFields(memoryFields, text)).toEqual(found);
  });
});
