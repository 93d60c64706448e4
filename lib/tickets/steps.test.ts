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
    expect(stepsOf({ ...ticket, ...part })).toEqual({
      primary,
      others: others === "" ? [] : others.split(" "),
    });
  });

  it("is something in every state but a closed one that is erased", () => {
    for (const state of ticketStates) {
      const { primary, others } = stepsOf({ ...ticket, state });
      expect(primary !== null || others.length > 0, state).toBe(true);
    }
  });
});
