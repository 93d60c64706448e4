import type { Actor } from "@/lib/access/types";
import type { SafetyRule } from "@/lib/safety/types";
import type { Selection } from "../types";

/**
 * Whether the rule of the second person has anything to say about a request. Not of memories that an application names by their
 * IDs, which are few, and which it deletes all day; and not of what Lethe does by itself, which it was told to.
 */
export const isUnderRule = (actor: Actor, selection: Pick<Selection, "kind">): boolean =>
  actor.kind === "member" || (actor.kind === "api-key" && selection.kind !== "listed");

/**
 * Whether a request under the rule waits for a second person. `takesAll`: see needsDeleteAll. `count`: as it was confirmed, or
 * counted; null when nothing did yet.
 */
export const needsApproval = (
  rule: SafetyRule,
  input: { actor: Actor; selection: Pick<Selection, "kind">; takesAll: boolean; count: number | null },
): boolean => {
  const { actor, selection, takesAll, count } = input;
  if (!rule.isOn || !isUnderRule(actor, selection)) return false;
  return (
    takesAll ||
    (rule.countMax !== null && count !== null && count > rule.countMax) ||
    (rule.coversSupport && actor.kind !== "system" && actor.role === "support")
  );
};
