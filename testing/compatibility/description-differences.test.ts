import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { apiDescription } from "@/lib/mem0-api/server/api-description";
import { readFullDescription } from "@/testing/platform-simulator/api-description";
import { describeDifferences } from "./explanations";
import { readMem0Operations } from "./mem0-operations";
import { reduceDescription } from "./reduce-description";

const mem0 = readMem0Operations();
const lethe = reduceDescription(apiDescription());
const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

describe("Lethe's description of Mem0's API", () => {
  it("has each operation of Mem0's", () => {
    const names = new Set(lethe.map(nameOf));
    expect(mem0.map(nameOf).filter((name) => !names.has(name))).toEqual([]);
  });

  it("explains each difference, and no other", () => {
    expect(describeDifferences(mem0, lethe)).toContain("| Only in |");
  });

  it("fails for a field that nothing explains", () => {
    const [first, ...others] = mem0;
    if (first === undefined) throw new Error("There is none.");
    const changed = [{ ...first, path: "/v1/ping/", method: "GET", answer: ["colour"] }, ...others];
    expect(() => describeDifferences(changed, lethe)).toThrow("colour");
  });
});

it("stands in docs/mem0-compatibility.md with each sentence, until e2e/mem0-coverage.spec.ts writes another", () => {
  const page = readFileSync("docs/mem0-compatibility.md", "utf8");
  const names = new Set(mem0.map(nameOf));
  const sentences = lethe
    .filter((operation) => names.has(nameOf(operation)))
    .flatMap(({ differs, whyNot }) => [differs ?? [], whyNot ?? []].flat());
  expect(sentences.filter((sentence) => !page.includes(sentence))).toEqual([]);
});

const full = readFullDescription();
it.skipIf(full === null)("is held against the names in Mem0's published description", () => {
  expect(reduceDescription(full)).toEqual(mem0);
});
