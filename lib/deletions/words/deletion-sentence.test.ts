import { expect, it } from "vitest";
import { deletionSentence } from "./deletion-sentence";
import { emptyScope, type Scope } from "../scope/scope";
import type { Selection } from "../types";
import type { SelectionPreview, Breakdown } from "@/lib/stores/preview";

const left = { excludedIds: [], keepsImmutable: true };
const scope = (part: Partial<Scope>): Selection => ({
  kind: "scope",
  scope: { ...emptyScope, ...part },
  ...left,
});
const none: Breakdown = { rows: [], valueCount: 0 };
const preview = (
  count: number,
  users: (string | null)[] = [],
): Pick<SelectionPreview, "count" | "breakdowns" | "cutoffAt"> => ({
  count,
  cutoffAt: "2026-08-31T14:02:00.000Z",
  breakdowns: {
    user_id: { rows: users.map((value) => ({ value, count: 1 })), valueCount: users.length },
    agent_id: none,
    app_id: none,
    run_id: none,
    categories: none,
  },
});
const all = { user_id: "*", agent_id: "*", app_id: "*", run_id: "*" };

it.each<[string, ReturnType<typeof preview>, Selection]>([
  ["Delete 2 memories in Store.", preview(2, ["a", null]), { kind: "listed", ids: [] }],
  ["Delete 1 memory of user a in Store.", preview(1, ["a"]), { kind: "listed", ids: [] }],
  ["Delete 1 memory in Store.", preview(1, [null]), { kind: "listed", ids: [] }],
  ["Delete 1,204 memories of user caroline in Store.", preview(1204), scope({ user_id: "caroline" })],
  [
    "Delete 2 memories of user “a b” and any agent, where metadata n is 5, in Store.",
    preview(2),
    scope({ user_id: "a b", agent_id: "*", metadata: { n: 5 } }),
  ],
  ["Delete all 9 memories in Store.", preview(9), scope(all)],
  ["Delete the only memory in Store.", preview(1), scope(all)],
  [
    "Delete 3 memories of run r in Store.",
    preview(3),
    { kind: "matching", filter: { field: "run_id", operator: "eq", value: "r" }, ...left },
  ],
  [
    "Delete 3 memories where text contains tea in Store.",
    preview(3),
    { kind: "matching", filter: { field: "text", operator: "icontains", value: "tea" }, ...left },
  ],
  [
    "Delete 3 memories of app web in Store.",
    preview(3),
    { kind: "entity", entity: { kind: "app", value: "web" } },
  ],
])("%s", (sentence, counted, selection) => {
  expect(deletionSentence(counted, selection, "Store")).toBe(`${sentence} This cannot be undone.`);
});
