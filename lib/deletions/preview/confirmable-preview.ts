import { can, rolesThatCan, type Actor, type Role } from "@/lib/access/types";
import { requiredConfirmation, type RequiredConfirmation } from "../request/confirmation";
import { type ConfirmationThresholds } from "@/lib/env/confirmation-variables";
import { effectOf, needsDeleteAll, type Effect } from "../request/effect";
import { mustNameTicket } from "../request/must-name-ticket";
import { needsApproval } from "../request/needs-approval";
import type { Selection } from "../types";
import type { SafetyRule } from "@/lib/safety/types";
import type { SelectionPreview } from "@/lib/stores/preview";

/** A preview, with what it takes to confirm it. */
export type ConfirmablePreview = SelectionPreview & {
  effect: Effect;
  required: RequiredConfirmation;
  /** The roles that may delete it, when this member's is none of them; else null. */
  whoCan: Role[] | null;
  /** Whether it will wait for another admin, by the second-person rule as it is now. */
  waitsForApproval: boolean;
  /** Whether this member has to name a ticket. */
  isTicketRequired: boolean;
};

export const confirmablePreview = (
  preview: SelectionPreview,
  {
    selection,
    actor,
    thresholds,
    rule,
  }: { selection: Selection; actor: Actor; thresholds: ConfirmationThresholds; rule: SafetyRule },
): ConfirmablePreview => {
  // Listed ids that are gone are part of the request.
  const count = preview.count + preview.absentCount;
  const effect = effectOf(selection, preview.coverage);
  const takesAll = needsDeleteAll(selection, effect);
  const mayAll = actor.kind === "system" || can(actor.role, "memories:delete-all");
  return {
    ...preview,
    effect,
    required: requiredConfirmation({ selection, count, effect }, thresholds),
    waitsForApproval: needsApproval(rule, { actor, selection, takesAll, count }),
    isTicketRequired: mustNameTicket(actor, thresholds),
    whoCan: takesAll && !mayAll ? rolesThatCan("memories:delete-all") : null,
  };
};
