import { expect, it } from "vitest";
import { durationWords } from "./duration-words";

it.each([
  [-5, "0 ms"],
  [40, "40 ms"],
  [999.6, "1.0 s"],
  [3_290, "3.2 s"],
  [59_999, "59 s"],
  [60_000, "1 min"],
  [250_000, "4 min 10 s"],
  [7_500_000, "2 h 5 min"],
])("%d ms is %s", (ms, words) => {
  expect(durationWords(ms)).toBe(words);
});
