import { randomUUID } from "node:crypto";
import { createLoader } from "nuqs/server";
import { describe, expect, it } from "vitest";
import { deletionSearchFrom, deletionSearchParams, encodeDeletionPosition } from "./search";
import { deletionIdSchema } from "./deletion-id";

const search = (query: string) =>
  deletionSearchFrom(createLoader(deletionSearchParams)(new URLSearchParams(query)));

describe("deletionSearchFrom", () => {
  it("reads every part", () => {
    const position = { at: "2026-08-01T10:00:00.000Z", id: deletionIdSchema.parse(randomUUID()) };
    const query = new URLSearchParams({
      actor: "9f1",
      status: "partial",
      outcome: "partly",
      operation: "batch",
      store: "builtin",
      ticket: "ERA-12",
      entity: "caroline",
      from: "2026-08-01",
      to: "2026-08-31",
      after: encodeDeletionPosition(position),
    });
    expect(search(query.toString())).toEqual({
      ok: true,
      search: {
        actorId: "9f1",
        status: "partial",
        outcome: "partly",
        operation: "batch",
        storeId: "builtin",
        ticket: "ERA-12",
        entity: "caroline",
        fromOn: "2026-08-01",
        toOn: "2026-08-31",
        after: position,
      },
    });
  });

  it("takes absent and blank parts as no condition", () => {
    const nothing = {
      actorId: null,
      status: null,
      outcome: null,
      operation: null,
      storeId: null,
      ticket: null,
      entity: null,
      fromOn: null,
      toOn: null,
      after: null,
    };
    expect(search("")).toEqual({ ok: true, search: nothing });
    expect(search("actor=&status=&ticket=%20")).toEqual({ ok: true, search: nothing });
  });

  it.each([
    ["status=done", "The status"],
    ["outcome=well", "The outcome"],
    ["operation=forget", "The operation"],
    ["from=yesterday", "The first day"],
    ["to=2026-02-31", "The last day"],
    ["after=2026-08-01", "The page"],
    ["after=x~y~z", "The page"],
    ["ticket=%00", "The ticket"],
  ])("never ignores %s", (query, part) => {
    expect(search(query)).toEqual({ ok: false, problem: `${part} in this link is not valid.` });
  });

  it("refuses days in the wrong order", () => {
    expect(search("from=2026-08-02&to=2026-08-01")).toMatchObject({ ok: false });
  });
});
