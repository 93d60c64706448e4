import { describe, expect, it } from "vitest";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import type { FoundEntity, FoundMemory, PersonMessage } from "@/lib/people/types";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { chosenCount, chosenOf, confirmedAs, chosenWords, ticksNone } from "./chosen";
import { emptyWords, memoriesNumber, theirsNumber } from "./group-words";
import {
  entityKey,
  groupOf,
  groups,
  memoryKey,
  noFindings,
  searchedAgain,
  stillSearched,
  takeMessage,
  unsearchedOf,
  type Findings,
} from "./person-findings";

const builtin = storeIdSchema.parse("builtin");
const acme = storeIdSchema.parse("acme");

const entity = (value: string, change: Partial<FoundEntity> = {}): FoundEntity => ({
  storeId: builtin,
  kind: "user",
  value,
  count: { value: 104, isExact: true },
  lastAt: null,
  sample: null,
  likeness: [],
  term: value,
  hasOthers: false,
  ...change,
});

const memory = (id: string, change: Partial<FoundMemory> = {}): FoundMemory => ({
  storeId: builtin,
  id: memoryIdSchema.parse(id),
  text: "picked up Caroline",
  marks: [],
  matchedIn: "text",
  memory: null,
  term: "Caroline",
  userId: "melanie",
  agentId: null,
  appId: null,
  runId: null,
  createdAt: "2026-11-28T10:00:00.000Z",
  ...change,
});

const take = (messages: readonly PersonMessage[], before: Findings = noFindings) =>
  messages.reduce(takeMessage, before);
const theirs = (entities: FoundEntity[], storeId = builtin): PersonMessage => ({
  type: "entities",
  group: "theirs",
  storeId,
  entities,
});
const about = (memories: FoundMemory[], isComplete = true): PersonMessage => ({
  type: "memories",
  group: "about",
  storeId: builtin,
  memories,
  isComplete,
});
const allSearched = (storeId = builtin): PersonMessage[] =>
  groups.map((group) => ({ type: "searched", group, storeId }));

describe("findings", () => {
  it("grow by what comes, and take what comes again in its place", () => {
    const rough = entity("caroline", { count: { value: 100, isExact: false } });
    const findings = take([
      theirs([rough, entity("Caro")]),
      theirs([entity("caroline")]),
      about([memory("a")]),
      about([memory("a"), memory("b")], false),
    ]);
    expect(groupOf(findings, "theirs").items).toEqual([entity("caroline"), entity("Caro")]);
    expect(groupOf(findings, "about")).toEqual({
      items: [memory("a"), memory("b")],
      isCut: true,
    });
  });

  it("are known to be none only where a store has said so", () => {
    const progress = (findings: Findings, isSearching = false) => ({
      findings,
      storeIds: [builtin, acme],
      isSearching,
    });
    const half = take(allSearched());
    expect(stillSearched(half, "theirs", [builtin, acme])).toEqual([acme]);
    expect(emptyWords("theirs", "None.", progress(half))).toBe(
      "Nothing in the stores that could be searched.",
    );
    const failed = take([{ type: "failed", storeId: acme, message: "It is away." }], half);
    expect(stillSearched(failed, "theirs", [builtin, acme])).toEqual([]);
    expect(emptyWords("theirs", "None.", progress(failed))).toBe(
      "Nothing in the stores that could be searched.",
    );
    expect(emptyWords("theirs", "None.", progress(take(allSearched(acme), half)))).toBe("None.");
    expect(emptyWords("theirs", "None.", progress(noFindings))).toMatch(/^Not known/);
  });

  it("of the search before stay until the store answers anew, and no longer", () => {
    const first = take([theirs([entity("caroline")]), about([memory("a")]), ...allSearched()]);
    const again = searchedAgain(first, [builtin]);
    expect(groupOf(again, "theirs")).toEqual({ items: [entity("caroline")], isCut: false });
    const answered = take([theirs([entity("Caro")])], again);
    expect(groupOf(answered, "theirs").items).toEqual([entity("Caro")]);
    expect(groupOf(answered, "about").items).toEqual([memory("a")]);
    expect(groupOf(take(allSearched(), answered), "about").items).toEqual([]);
    // Nothing that a store did not say again is passed off as said.
    expect(groupOf(take([{ type: "failed", storeId: builtin, message: "" }], again), "about").items).toEqual(
      [],
    );
    expect(groupOf(take([{ type: "end" }], again), "theirs").items).toEqual([]);
  });

  it("of the search before stay where the next one broke off", () => {
    const before = take([theirs([entity("caroline")])]);
    const broken = take(
      [{ type: "failed", storeId: null, message: "A newer search has taken its place." }, { type: "end" }],
      searchedAgain(before, [builtin]),
    );
    expect(groupOf(broken, "theirs").items).toHaveLength(1);
    expect(broken.failure).toBe("A newer search has taken its place.");
  });

  it("of a store that is not searched again are left alone", () => {
    const both = take([theirs([entity("caroline")]), theirs([entity("c", { storeId: acme })], acme)]);
    const again = searchedAgain(both, [acme]);
    expect(groupOf(take([{ type: "end" }], again), "theirs").items).toEqual([entity("caroline")]);
  });
});

describe("what is chosen", () => {
  const findings = take([theirs([entity("caroline"), entity("Caro")]), about([memory("a"), memory("b")])]);

  it("is what is theirs, and of others what was ticked", () => {
    const untickedEntities = new Set([entityKey(entity("Caro"))]);
    const memories = new Set([memoryKey(memory("b")), memoryKey(memory("gone"))]);
    expect(chosenOf(findings, ticksNone)).toEqual({
      entities: [entity("caroline"), entity("Caro")],
      memories: [],
    });
    expect(chosenOf(findings, { untickedEntities, memories })).toEqual({
      entities: [entity("caroline")],
      memories: [memory("b")],
    });
  });

  it("is what was confirmed, in other stores as well, but for what was typed", () => {
    const [here, there] = [entity("caro"), entity("caro", { storeId: acme })];
    expect(confirmedAs(there, [here], "caroline")).toEqual([here]);
    expect(confirmedAs(entity("other"), [here], "caroline")).toEqual([]);
    expect(confirmedAs(there, [here], "caroline, caro")).toEqual([]);
    expect(confirmedAs(here, [here], "caroline, caro")).toEqual([here]);
  });

  it.each([
    ["104 memories in 1 store", [entity("a")]],
    ["208 memories in 2 stores", [entity("a"), entity("a", { storeId: acme })]],
    // One memory can have both.
    ["up to 208 memories in 1 store", [entity("a"), entity("b", { kind: "agent" })]],
    ["208 memories in 2 stores", [entity("a"), entity("b", { kind: "agent", storeId: acme })]],
    ["at least 104 memories in 1 store", [entity("a", { count: { value: 104, isExact: false } })]],
    ["1 memory in 1 store", [entity("a", { count: { value: 1, isExact: true } })]],
  ])("is told as %s", (words, entities) => {
    expect(chosenWords(chosenCount({ entities, memories: [] }))).toBe(words);
  });

  it("is no number before everything was counted, and none of a store that failed", () => {
    const of = (findings: Findings, isSearching: boolean) => ({ findings, storeIds: [builtin], isSearching });
    const whole = take(allSearched());
    const failed = take([{ type: "failed", storeId: builtin, message: "It is away." }]);
    const two = [entity("a"), entity("b")];
    expect(theirsNumber([], of(noFindings, true))).toBe("Searching…");
    expect(theirsNumber(two, of(noFindings, true))).toBe("208 memories so far");
    expect(theirsNumber(two, of(whole, false))).toBe("208 memories");
    expect(theirsNumber([], of(whole, false))).toBe("None");
    expect(theirsNumber([], of(failed, false))).toBe("Not known");
    expect(theirsNumber(two, of(failed, false))).toBe("208 memories found");
    expect(memoriesNumber("about", [memory("a")], { ...of(whole, false), isCut: true })).toBe(
      "at least 1 memory",
    );
  });
});

describe("stores that were not searched", () => {
  const searched = (storeId: typeof builtin): PersonMessage[] =>
    groups.map((group) => ({ type: "searched", storeId, group }));
  it.each<[string, PersonMessage[], unknown]>([
    ["none", [...searched(builtin), ...searched(acme)], []],
    [
      "one that failed",
      [...searched(builtin), { type: "failed", storeId: acme, message: "Away" }],
      ["failed"],
    ],
    ["one that said nothing", searched(builtin), ["failed"]],
    [
      "one that took too long",
      [
        ...[...searched(builtin), ...searched(acme)],
        { type: "not_searched", notSearched: { storeId: acme, reason: "timed_out", words: "" } },
      ],
      ["failed"],
    ],
    [
      "one without a search in metadata",
      [
        ...[...searched(builtin), ...searched(acme)],
        { type: "not_searched", notSearched: { storeId: acme, reason: "no_metadata_search", words: "" } },
      ],
      ["partly"],
    ],
  ])("%s", (_case, messages, expected) => {
    const found = unsearchedOf(take(messages), [builtin, acme]);
    expect(found.map(({ why }) => why)).toEqual(expected);
    expect(found.every(({ storeId }) => storeId === acme)).toBe(true);
  });
});
