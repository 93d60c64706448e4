import { createLoader } from "nuqs/server";
import { describe, expect, it } from "vitest";
import { deleteByFilterHref, deleteEntityHref, deleteSearchFrom, deleteSearchParams } from "./delete-search";
import { scopeTextsNone } from "./scope-texts";

const search = (query: Record<string, string>) =>
  deleteSearchFrom(createLoader(deleteSearchParams)(new URLSearchParams(query)));
const filter = { field: "user_id", operator: "eq", value: "caroline" };

describe("the address of /delete", () => {
  it("is an empty scope when it says nothing", () => {
    expect(search({})).toEqual({ ok: true, search: { mode: "scope", texts: scopeTextsNone, filter: null } });
  });

  it("holds a scope as it was typed, right or wrong", () => {
    expect(search({ user_id: "caroline ", metadata: '{"tier"' })).toMatchObject({
      ok: true,
      search: { mode: "scope", texts: { user_id: "caroline ", metadata: '{"tier"' } },
    });
  });

  it("holds a filter", () => {
    expect(search({ filter: JSON.stringify(filter) })).toMatchObject({
      ok: true,
      search: { mode: "filter", filter },
    });
  });

  it("holds both, when it says which is meant", () => {
    const both = { user_id: "caroline", filter: JSON.stringify(filter) };
    expect(search({ mode: "scope", ...both })).toMatchObject({ ok: true, search: { mode: "scope", filter } });
    expect(search(both)).toMatchObject({ ok: false });
  });

  it.each<Record<string, string>>([{ mode: "all" }, { mode: "" }, { filter: "{" }, { filter: "" }])(
    "never ignores %j",
    (query) => {
      expect(search(query)).toMatchObject({
        ok: false,
        problem: expect.stringContaining("is not valid") as unknown,
      });
    },
  );
});

describe("a way to /delete", () => {
  const opened = (href: string) =>
    deleteSearchFrom(createLoader(deleteSearchParams)(new URL(href, "http://x")));

  it("opens with a filter", () => {
    const filter = { field: "text" as const, operator: "icontains" as const, value: "tea & “milk”" };
    expect(opened(deleteByFilterHref(filter))).toMatchObject({ search: { mode: "filter", filter } });
    expect(opened(deleteByFilterHref(null))).toMatchObject({ search: { mode: "filter", filter: null } });
  });

  it("opens with an entity as a scope", () => {
    expect(opened(deleteEntityHref({ kind: "run", value: "a b" }))).toMatchObject({
      search: { mode: "scope", texts: { run_id: "a b" } },
    });
  });

  it("never takes an entity called * for a wildcard", () => {
    expect(opened(deleteEntityHref({ kind: "user", value: "*" }))).toMatchObject({
      search: { mode: "filter", filter: { field: "user_id", operator: "eq", value: "*" } },
    });
  });

  it.each([" ", "\u3000"])("opens an entity of nothing but white space: %j", (value) => {
    expect(opened(deleteEntityHref({ kind: "user", value }))).toMatchObject({
      search: { mode: "scope", texts: { user_id: value } },
    });
  });
});
