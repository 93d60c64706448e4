import type { Actor } from "@/lib/access/types";
import type { ConfirmationThresholds } from "@/lib/env/confirmation-variables";

/** Whether an actor has to name a ticket. Members only: Mem0's API has no ticket, so that a key's name has to say what it is for. */
export const mustNameTicket = (
  actor: Actor,
  { mustSupportNameTicket }: Pick<ConfirmationThresholds, "mustSupportNameTicket">,
): boolean => mustSupportNameTicket && actor.kind === "member" && actor.role === "support";
