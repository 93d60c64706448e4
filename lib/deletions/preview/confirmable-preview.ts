import { can, rolesThatCan, type Actor, type Role } from "@/lib/access/types";
import { requiredConfirmation, type RequiredConfirmation } from "../request/confirmation";
import { type ConfirmationThresholds } from "@/lib/env/confirmation-variables";
import { effectOf, needsDeleteAll, type Effect } from "../request/effect";
import { mustNameTicket } from "../request/must-name-ticket";
import type { Selection } from "../types";
import type { SelectionPreview } from "@/lib/stores/preview";

/** A preview, with what it takes to confirm it. */
export type ConfirmablePreview = SelectionPreview & {
  effect: Effect;
  required: RequiredConfirmation;
  /** The roles that may delete it, when this member's is none of them; else null. */
  whoCan: Role[] | null;
  /** Whether this member has to name a ticket. */
  isTicketRequired: boolean;
};

export const confirmablePreview = (
  preview: SelectionPreview,
  {
    selection,
    actor,
    thresholds,
  }: { selection: Selection; actor: Actor; thresholds: ConfirmationThresholds },
): ConfirmablePreview => {
  const effect = effectOf(selection, preview.coverage);
  const mayAll = actor.kind === "system" || can(actor.role, "memories:delete-all");
  return {
    ...preview,
    effect,
    // Listed ids that are gone are part of the request.
    required: requiredConfirmation(
      { selection, count: preview.count + preview.absentCount, effect },
      thresholds,
    ),
    isTicketRequired: mustNameTicket(actor, thresholds),
    whoCan: needsDeleteAll(selection, effect) && !mayAll ? rolesThatCan("memories:delete-all") : null,
  };
};
