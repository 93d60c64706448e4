import { describe, expect, it } from "vitest";
import { facetsFrom } from "./entities-by-walking";

describe("facetsFrom", () => {
  it("puts what is called just so before all that begin alike, then the most frequent", () => {
    const counted = [
      { value: "mia-1", count: 9 },
      { value: "mia-2", count: 20 },
      { value: "MIA", count: 3 },
      { value: "mia", count: 1 },
      { value: "tom", count: 50 },
    ];
    expect(facetsFrom(counted, "mia", 3).map(({ value }) => value)).toEqual(["mia", "MIA", "mia-2"]);
    expect(facetsFrom(counted, "", 2).map(({ value }) => value)).toEqual(["tom", "mia-2"]);
  });
});
