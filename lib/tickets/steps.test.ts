import { describe, expect, it } from "vitest";
import { stepsOf } from "./steps";
import { ticketStates, type Ticket } from "./types";

const ticket: Parameters<typeof stepsOf>[0] = {
  state: "open",
  identity: null,
  acknowledgeDueOn: null,
  acknowledgedOn: null,
  extendableUntil: "2026-02-28",
  details: {
    state: "plain",
    names: ["Caroline"],
    helpdeskUrl: null,
    extensionReason: null,
    denialText: null,
    callbackUrls: [],
    aliases: [],
  },
};
const checked: Partial<Ticket> = {
  identity: {
    checkedAt: "2026-02-01T00:00:00.000Z",
    checkedBy: { kind: "system", id: "lethe", label: "Lethe" },
    method: "email",
  },
};
const toAcknowledge: Partial<Ticket> = { acknowledgeDueOn: "2026-02-10" };

describe("what is possible with a ticket", () => {
  it.each<[string, Partial<Ticket>, string | null, string]>([
    ["open", {}, "check_identity", "find ask_identity extend deny withdraw"],
    ["open, checked", checked, "find", "extend deny withdraw"],
    ["open, to acknowledge", { ...checked, ...toAcknowledge }, "acknowledge", "find extend deny withdraw"],
    ["open, extended", { ...checked, extendableUntil: null }, "find", "deny withdraw"],
    ["waiting for identity", { state: "identity" }, "check_identity", "find extend deny withdraw"],
    ["searching", { state: "searching", ...checked }, "find", "extend deny withdraw"],
    ["found", { state: "to_confirm", ...checked }, "review", "extend deny withdraw"],
    ["erasing", { state: "erasing", ...checked }, null, "find extend"],
    ["done", { state: "done" }, "close", "find reopen"],
    ["partly done", { state: "partly_done" }, "find", "close deny reopen"],
    ["denied", { state: "denied" }, "close", "reopen"],
    ["withdrawn", { state: "withdrawn" }, "close", "reopen"],
    ["closed", { state: "closed" }, null, "reopen"],
    [
      "closed, its subject erased",
      { state: "closed", details: { state: "erased", at: "2026-06-01T00:00:00.000Z" } },
      null,
      "",
    ],
  ])("%s", (_case, part, primary, others) => {
    expect(stepsOf({ ...ticket, ...part }, null)).toEqual({
      primary,
      others: others === "" ? [] : others.split(" "),
    });
  });

  const nothing = { theirsCount: 0, foundCount: 0, notSearched: [], isCurrent: true };
  const away = [{ storeId: "acme", storeName: "Acme", why: "failed" as const }];
  it.each<[string, Ticket["state"], Parameters<typeof stepsOf>[1], string | null, boolean]>([
    ["nothing was found", "searching", nothing, "close_nothing", true],
    ["a store was away", "searching", { ...nothing, notSearched: away }, "find", true],
    ["names were changed since", "searching", { ...nothing, isCurrent: false }, "find", false],
    ["only others tell of them", "to_confirm", { ...nothing, foundCount: 3 }, "review", true],
    ["something of theirs was found", "to_confirm", { ...nothing, theirsCount: 1 }, "review", false],
  ])("when %s", (_case, state, lastSearch, primary, canClose) => {
    const steps = stepsOf({ ...ticket, ...checked, state }, lastSearch);
    expect(steps.primary).toBe(primary);
    expect([steps.primary, ...steps.others].includes("close_nothing")).toBe(canClose);
  });

  it("is something in every state but a closed one that is erased", () => {
    for (const state of ticketStates) {
      const { primary, others } = stepsOf({ ...ticket, state }, null);
      expect(primary !== null || others.length > 0, state).toBe(true);
    }
  });
});
