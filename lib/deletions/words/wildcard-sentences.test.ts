import { describe, expect, it } from "vitest";
import { emptyScope, type Scope } from "../scope/scope";
import { wildcardSentences, type WildcardCounts } from "./wildcard-sentences";

const all = { user_id: "*", agent_id: "*", app_id: "*", run_id: "*" };
const sentences = (part: Partial<Scope>, counts: WildcardCounts) =>
  wildcardSentences({ ...emptyScope, ...part }, counts, "Built-in store").join(" ");

const counted = (
  matchingCount: number,
  stayingCount: number,
  without: Partial<Record<"user_id" | "agent_id" | "app_id" | "run_id", number>>,
  immutableCount = 0,
): WildcardCounts => ({
  matchingCount,
  rest: {
    stayingCount,
    immutableCount,
    withoutByWildcard: (["user_id", "agent_id", "app_id", "run_id"] as const).flatMap((field) => {
      const count = without[field];
      return count === undefined ? [] : [{ field, count }];
    }),
  },
});

describe("the sentences about wildcards", () => {
  it.each<[string, Partial<Scope>, WildcardCounts, string]>([
    ["no wildcard", { user_id: "caroline" }, "counting", ""],
    ["a * inside an id", { user_id: "ali*" }, "counting", ""],
    [
      "one",
      { user_id: "*" },
      counted(12_345, 321, { user_id: 321 }),
      "Deletes 12,345 memories that have any user. 321 memories without a user stay. This is not a project wipe.",
    ],
    [
      "one, and one of each",
      { agent_id: "*" },
      counted(1, 1, { agent_id: 1 }, 1),
      "Deletes 1 memory that has any agent. 1 memory without an agent stays. One of the memories it deletes is immutable, and is deleted too unless you keep it in the preview. This is not a project wipe.",
    ],
    [
      "one that everything has",
      { app_id: "*" },
      counted(7, 0, { app_id: 0 }, 2),
      "Deletes 7 memories that have any app. Every memory has an app, so this deletes all of them. 2 of the memories it deletes are immutable, and are deleted too unless you keep them in the preview. This is not a project wipe.",
    ],
    [
      "one while counting",
      { run_id: "*" },
      "counting",
      "Deletes every memory that has any run: counting… Memories without a run stay. This is not a project wipe.",
    ],
    [
      "one that could not be counted",
      { user_id: "*" },
      "unknown",
      "Deletes every memory that has any user. How many could not be counted. Memories without a user stay. This is not a project wipe.",
    ],
    [
      "one of which only the preview is known",
      { user_id: "*" },
      { matchingCount: 5, rest: null },
      "Deletes 5 memories that have any user. Memories without a user stay. This is not a project wipe.",
    ],
    [
      "one beside a name",
      { user_id: "*", agent_id: "travel bot" },
      counted(40, 600, { user_id: 80 }),
      "Deletes 40 memories of agent “travel bot” that have any user. The other 600 memories stay, including all without a user (80). This is not a project wipe.",
    ],
    [
      "one beside metadata",
      { user_id: "*", metadata: { tier: "gold" } },
      "counting",
      "Deletes every memory that has any user, where metadata tier is gold: counting… All other memories stay, including all without a user. This is not a project wipe.",
    ],
    [
      "two narrow",
      { user_id: "*", agent_id: "*" },
      counted(500, 140, { user_id: 80, agent_id: 100 }),
      "Deletes 500 memories that have both a user and an agent. The other 140 memories stay, including all without a user (80) or without an agent (100), even if they have the other. This is not a project wipe.",
    ],
    [
      "three",
      { user_id: "*", agent_id: "*", run_id: "*" },
      counted(2, 1, { user_id: 1, agent_id: 0, run_id: 0 }),
      "Deletes 2 memories that have a user, an agent and a run. The 1 other memory stays, including all without a user (1), without an agent (0) or without a run (0), even if they have the others. This is not a project wipe.",
    ],
    [
      "two that everything has",
      { user_id: "*", app_id: "*" },
      counted(9, 0, { user_id: 0, app_id: 0 }),
      "Deletes 9 memories that have both a user and an app. There are no other memories, so this deletes every memory. This is not a project wipe.",
    ],
    [
      "four beside metadata",
      { ...all, metadata: { n: 5 } },
      { matchingCount: 3, rest: null },
      "Deletes 3 memories that have a user, an agent, an app and a run, where metadata n is 5. All other memories stay, including all without a user, without an agent, without an app or without a run, even if they have the others. This is not a project wipe, because the metadata narrows it.",
    ],
    [
      "a wipe",
      all,
      counted(12_666, 0, {}, 4),
      "This is a project wipe. It deletes every memory in Built-in store, including those without any user, agent, app or run, and immutable ones. That is 12,666 memories. Only memories stored after this count stay.",
    ],
    [
      "a wipe while counting",
      all,
      "counting",
      "This is a project wipe. It deletes every memory in Built-in store, including those without any user, agent, app or run, and immutable ones. Counting them…",
    ],
    [
      "a wipe that could not be counted",
      all,
      "unknown",
      "This is a project wipe. It deletes every memory in Built-in store, including those without any user, agent, app or run, and immutable ones. They could not be counted.",
    ],
  ])("%s", (_, scope, counts, words) => {
    expect(sentences(scope, counts)).toBe(words);
  });
});
