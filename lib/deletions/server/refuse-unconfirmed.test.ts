import { expect, it } from "vitest";
import { confirmationNone } from "@/lib/deletions/confirmation";
import { emptyScope } from "@/lib/deletions/scope";
import type { Selection } from "@/lib/deletions/types";
import { refuseUnconfirmed } from "./refuse-unconfirmed";

const thresholds = { buttonCountMax: 10, selectedButtonCountMax: 1000 };
const left = { excludedIds: [], keepsImmutable: false };
const user: Selection = { kind: "scope", scope: { ...emptyScope, user_id: "caroline" }, ...left };
const byFilter: Selection = {
  kind: "matching",
  filter: { field: "user_id", operator: "eq", value: "caroline" },
  ...left,
};

it("asks on the server what the dialog asks, and lets pass what was confirmed", () => {
  const input = { selection: user, count: 11, storeName: "Built-in store" };
  expect(() => refuseUnconfirmed({ ...input, confirmation: confirmationNone }, thresholds)).toThrow(
    /not confirmed.*Nothing was deleted/,
  );
  refuseUnconfirmed({ ...input, confirmation: { typed: "11", hasReadSentence: false } }, thresholds);
});

it("takes a filter to have been looked through in the table", () => {
  const input = { selection: byFilter, storeName: "Built-in store", confirmation: confirmationNone };
  refuseUnconfirmed({ ...input, count: 1000 }, thresholds);
  expect(() => refuseUnconfirmed({ ...input, count: 1001 }, thresholds)).toThrow("not confirmed");
});
