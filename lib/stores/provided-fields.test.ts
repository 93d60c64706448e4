import { describe, expect, it } from "vitest";
import type { Filter } from "@/lib/filters/filter";
import { fieldsMissing, storeLimits, providesField, whyMissing } from "./provided-fields";
import type { PageStore } from "./page-store";

const store = (capabilities: Partial<PageStore["capabilities"]>): Parameters<typeof storeLimits>[0] => ({
  kind: "mem0-oss",
  name: "Acme",
  capabilities: {
    countsExactly: true,
    sorts: [],
    examinedFields: [],
    examinedMax: 0,
    missingFields: [],
    missingOperators: [],
    ...capabilities,
  },
});

describe("what a store cannot do", () => {
  it("is said in sentences, each only where it is so", () => {
    expect(storeLimits(store({}))).toHaveLength(1);
    const all = storeLimits(
      store({
        countsExactly: false,
        examinedFields: ["text", "memory_ids"],
        examinedMax: 2000,
        missingFields: ["app_id", "categories", "sample"],
      }),
    );
    expect(all[1]).toBe(
      "This store does not provide: app, categories. They cannot be shown or used in a filter.",
    );
    expect(all[2]).toContain("text, memory ID. Lethe then reads up to 2,000 memories");
    expect(all[3]).toContain("at least");
    expect(storeLimits({ ...store({ countsExactly: false }), kind: "builtin" })).toEqual([]);
    expect(storeLimits({ ...store({ isOnNodes: true }), kind: "builtin" })).toEqual([
      expect.stringMatching(/lie on several nodes.* about right/),
    ]);
  });

  it("is found in a filter, however deep", () => {
    const filter: Filter = {
      and: [
        { field: "user_id", operator: "eq", value: "u" },
        {
          not: {
            or: [
              { field: "app_id", operator: "absent" },
              { field: "app_id", operator: "present" },
            ],
          },
        },
      ],
    };
    expect(fieldsMissing(store({ missingFields: ["app_id"] }), filter)).toEqual(["app_id"]);
    expect(fieldsMissing(store({}), filter)).toEqual([]);
    expect(fieldsMissing(store({ missingFields: ["app_id"] }), null)).toEqual([]);
  });

  it("is told of a field", () => {
    const acme = store({ missingFields: ["app_id"] });
    expect(providesField(acme, "app_id")).toBe(false);
    expect(whyMissing(acme, "app_id")).toBe("Not in this store.");
    expect(whyMissing(acme, "user_id")).toBeUndefined();
  });
});
