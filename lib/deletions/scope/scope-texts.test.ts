import { describe, expect, it } from "vitest";
import { idRemark, scopeFrom, scopeTextsNone, type ScopeTexts } from "./scope-texts";
import { emptyScope } from "./scope";

const read = (part: Partial<ScopeTexts>) => scopeFrom({ ...scopeTextsNone, ...part });

describe("a scope as it is typed", () => {
  it("takes empty fields for no filter", () => {
    expect(read({ user_id: "", run_id: "", metadata: "\n{}" })).toEqual({ ok: true, scope: emptyScope });
  });

  it("reads ids with their spaces, wildcards and metadata", () => {
    expect(read({ user_id: " ali ", agent_id: "*", metadata: '{"tier": "gold"}' })).toEqual({
      ok: true,
      scope: { ...emptyScope, user_id: " ali ", agent_id: "*", metadata: { tier: "gold" } },
    });
  });

  it("says what is wrong with which field, with all of them at once", () => {
    expect(read({ app_id: "a\u0000", run_id: "r".repeat(8193), metadata: '{"tags": []}' })).toEqual({
      ok: false,
      problems: {
        app_id: "An ID cannot contain the null character.",
        run_id:
          "An ID to look for can have at most 8,192 characters. Memories with a longer one can be deleted by their own IDs.",
        metadata: expect.stringContaining("Line 1, column 10: a value cannot be a list.") as unknown,
      },
    });
  });
});

it.each([
  ["", null],
  ["caroline", null],
  ["*", null],
  ["ali*", /an ID with a \* in it, not a wildcard/],
  ["**", /not a wildcard/],
  [" * ", /With spaces around it, \* is not a wildcard/],
  ["   ", /exactly that/],
  ["ali ", /ends with a space/],
])("remarks on %j", (text, words) => {
  if (words === null) expect(idRemark(text)).toBeNull();
  else expect(idRemark(text)).toMatch(words);
});
