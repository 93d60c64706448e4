import type { Actor } from "@/lib/access/types";
import type { SafetyRule } from "@/lib/safety/types";
import type { Selection } from "../types";
import { needsDeleteAll, type Effect } from "./effect";

/**
 * Whether the rule of the second person has anything to say about a request. Not of memories that an application names by their
 * IDs, which are few, and which it deletes all day; and not of what Lethe does by itself, which it was told to.
 */
export const isUnderRule = (actor: Actor, selection: Pick<Selection, "kind">): boolean =>
  actor.kind === "member" || (actor.kind === "api-key" && selection.kind !== "listed");

/** Whether a request under the rule waits for a second person. `count`: as it was confirmed, or counted. */
export const needsApproval = (
  rule: SafetyRule,
  input: { actor: Actor; selection: Selection; effect: Effect; count: number },
): boolean => {
  const { actor, selection, effect, count } = input;
  if (!rule.isOn || !isUnderRule(actor, selection)) return false;
  return (
    needsDeleteAll(selection, effect) ||
    (rule.countMax !== null && count > rule.countMax) ||
    (rule.coversSupport && actor.kind !== "system" && actor.role === "support")
  );
};
