import { describe, expect, it } from "vitest";
import type { ConfirmablePreview } from "@/lib/deletions/preview/confirmable-preview";
import type { RequiredConfirmation } from "@/lib/deletions/request/confirmation";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import {
  arePartsConfirmed,
  confirmationOfPart,
  erasureConfirmationNone,
  requiredOfParts,
  type CountedPart,
} from "./erasure-confirmation";

const thresholds = { buttonCountMax: 10, selectedButtonCountMax: 1000, mustSupportNameTicket: false };

const part = (name: string, count: number, required: RequiredConfirmation, absentCount = 0): CountedPart => ({
  store: { id: storeIdSchema.parse(name), kind: "builtin", name },
  selection: {
    kind: "matching",
    filter: { field: "user_id", operator: "in", value: ["a", "b"] },
    excludedIds: [],
    keepsImmutable: false,
  },
  // What else a preview says has no part in this.
  preview: { count, absentCount, required } as ConfirmablePreview,
});
const ticked = ({ selection, ...others }: CountedPart): CountedPart => ({
  ...others,
  selection: {
    ...(selection as Extract<CountedPart["selection"], { kind: "matching" }>),
    filter: { field: "memory_ids", operator: "in", value: [memoryIdSchema.parse("a")] },
  },
});
const button: RequiredConfirmation = { kind: "button" };
const number: RequiredConfirmation = { kind: "number", mustHaveReadSentence: false };
const read: RequiredConfirmation = { kind: "number", mustHaveReadSentence: true };
const storeName: RequiredConfirmation = { kind: "store_name" };

describe("one confirmation for several stores", () => {
  it.each<[string, CountedPart[], RequiredConfirmation]>([
    ["nothing more than a button", [part("a", 3, button), part("b", 4, button)], button],
    ["the number where one store needs it", [part("a", 3, button), part("b", 2000, number)], number],
    ["the number where only the sum is large", [part("a", 600, button), part("b", 600, button)], number],
    [
      "the number where whole users are more than a few",
      [part("a", 30, button), part("b", 27, button)],
      number,
    ],
    ["no number where as many are ticked one by one", [ticked(part("a", 57, button))], button],
    ["that the sentence was read", [part("a", 2000, number), part("b", 30, read)], read],
    ["the name where a store would be empty", [part("a", 2000, read), part("b", 3, storeName)], storeName],
  ])("asks for %s", (_, parts, required) => {
    expect(requiredOfParts(parts, thresholds).required).toEqual(required);
  });

  it("takes the sum as it is typed, and gives each store its own number", () => {
    const parts = [part("a", 3, button), part("b", 1998, number, 3)];
    const given = { ...erasureConfirmationNone, typed: "2,004" };
    expect(arePartsConfirmed(parts, given, thresholds)).toBe(true);
    expect(arePartsConfirmed(parts, { ...given, typed: "2001" }, thresholds)).toBe(false);
    expect(parts.map((one) => confirmationOfPart(one, given))).toEqual([
      { typed: "", hasReadSentence: false },
      { typed: "2001", hasReadSentence: false },
    ]);
  });

  it("takes the name of each store that would be empty, and of no other", () => {
    const parts = [part("a", 3, storeName), part("b", 3, storeName), part("c", 30, read)];
    const names = new Map(parts.map(({ store }) => [store.id, store.name]));
    const given = { ...erasureConfirmationNone, names };
    expect(arePartsConfirmed(parts, given, thresholds)).toBe(true);
    expect(parts.map((one) => confirmationOfPart(one, given))).toEqual([
      { typed: "a", hasReadSentence: false },
      { typed: "b", hasReadSentence: false },
      { typed: "30", hasReadSentence: true },
    ]);
    names.set(storeIdSchema.parse("b"), "a");
    expect(arePartsConfirmed(parts, given, thresholds)).toBe(false);
  });
});
