import { expect, it } from "vitest";
import { ignoredHeaders } from "./ignored-fields";

it("names fields so that a header can hold them, whatever they are called", () => {
  const names = ["limit", "parts[].n", "limit", "a b", 'é,"\r\n', "\ud800", "😀".repeat(70)];
  const { "x-lethe-ignored-fields": header = "" } = ignoredHeaders(names);
  expect(header).toMatch(/^[\x20-\x7e]+$/);
  expect(header.split(", ")).toEqual([
    "limit",
    "parts[].n",
    "a%20b",
    "%C3%A9%2C%22%0D%0A",
    "%EF%BF%BD",
    `${"%F0%9F%98%80".repeat(60)}...`,
  ]);
});

it("is short, however many there are", () => {
  const header = ignoredHeaders(new Set(Array.from({ length: 5000 }, (_, number) => `field_${number}`)));
  expect(header["x-lethe-ignored-fields"]?.length).toBeLessThan(1600);
  expect(header["x-lethe-ignored-fields"]).toMatch(/, \.\.\.$/);
});

it("is absent without any", () => {
  expect(ignoredHeaders([])).toEqual({});
});
