import { describe, expect, it } from "vitest";
import { chooseWords, splitQuery } from "./search-words";

describe("splitQuery", () => {
  it.each([
    ["Where does Ann live?", ["where", "does", "live", "ann"]],
    ["live, LIVE & live!", ["live"]],
    ["a b1 c", ["b1"]],
    ["東京に住む", ["東京に", "京に住", "に住む"]],
    ["東京 tea", ["tea", "東京"]],
    ["naïve Zürich", ["zürich", "naïve"]],
    ["100% O'Brien_x", ["brien", "100"]],
    ["☕ !!! ?", []],
    ["", []],
  ])("%s", (query, words) => {
    expect(splitQuery(query)).toEqual(words);
  });
});

describe("chooseWords", () => {
  const chosen = (word: string, stem: string | null) => chooseWords([{ word, stem }])[0];

  it("looks for what all forms of a word share", () => {
    expect(chosen("hiking", "hike")).toMatchObject({ kind: "part", pattern: "hik" });
    expect(chosen("moved", "move")).toMatchObject({ pattern: "mov" });
    expect(chosen("families", "famili")).toMatchObject({ pattern: "famili" });
    expect(chosen("family", "famili")).toMatchObject({ pattern: "famil" });
    expect(chosen("coffee", "coffe")).toMatchObject({ pattern: "coff" });
    expect(chosen("ice", "ice")).toMatchObject({ pattern: "ice" });
  });

  it("wants short words whole, and parts of Chinese, Japanese and Korean ones", () => {
    expect(chosen("ai", "ai")).toEqual({ word: "ai", kind: "whole", pattern: "ai", credit: 1 });
    expect(chosen("東京", "東京")).toEqual({ word: "東京", kind: "part", pattern: "東京", credit: 1 });
  });

  it("leaves out words that say nothing, unless there are no others", () => {
    const the = { word: "the", stem: null };
    expect(chooseWords([the, { word: "sea", stem: "sea" }]).map(({ word }) => word)).toEqual(["sea"]);
    expect(chooseWords([the]).map(({ word }) => word)).toEqual(["the"]);
  });

  it("takes eight at most", () => {
    expect(
      chooseWords(Array.from({ length: 20 }, (_, n) => ({ word: `word${n}`, stem: null }))),
    ).toHaveLength(8);
  });
});
