import { expect, it } from "vitest";
import { deletionItemSearchFrom } from "./item-search";

it("reads the state and the page, and no condition as none", () => {
  expect(deletionItemSearchFrom({ state: null, after: null })).toEqual({
    ok: true,
    search: { state: null, afterSeq: 0 },
  });
  expect(deletionItemSearchFrom({ state: "failed", after: "100" })).toEqual({
    ok: true,
    search: { state: "failed", afterSeq: 100 },
  });
});

it.each([
  [{ state: "gone", after: null }, "The state in this link is not valid."],
  [{ state: null, after: "-1" }, "The page in this link is not valid."],
  [{ state: null, after: "1.5" }, "The page in this link is not valid."],
  [{ state: null, after: "9999999999" }, "The page in this link is not valid."],
])("ignores no part it cannot read: %j", (values, problem) => {
  expect(deletionItemSearchFrom(values)).toEqual({ ok: false, problem });
});
