import type { Context } from "@/lib/access/context";
import type { ConfirmationThresholds } from "@/lib/env/confirmation-variables";
import type { ConfirmDeletionInput } from "@/lib/deletions/request/schema";
import { needsDeleteAll } from "@/lib/deletions/request/effect";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import { requirePermission } from "@/lib/access/require-permission";
import { ExpectedError } from "@/lib/errors/expected-error";
import { mustNameTicket } from "@/lib/deletions/request/must-name-ticket";
import { mayBeHeld } from "@/lib/holds/server/read-holds";
import { getStore } from "@/lib/stores/server/get-store";
import { previewHoursMax } from "../preview/find-preview";
import { findEarlierRequest } from "./find-earlier-request";
import { readEffect } from "./read-effect";
import { refuseUnconfirmed } from "./refuse-unconfirmed";
import { requestDeletion, type RequestDeletionResult } from "./request-deletion";

/**
 * Requests a deletion for a person, who has to have confirmed it in proportion to what it does: see requiredConfirmation.
 * What takes everything, or all with any user, agent, app or run, also has to come soon after the member showed who they are.
 * Throws what requestDeletion does, not_confirmed and reauthentication_required.
 */
export const requestConfirmed = async (
  ctx: Context,
  { confirmation, ...input }: ConfirmDeletionInput,
  thresholds: ConfirmationThresholds,
): Promise<RequestDeletionResult> => {
  requirePermission(ctx.actor, "memories:delete");
  // What was confirmed once is gone by now, and with it what the rest of the store is compared with.
  const earlier = await findEarlierRequest(ctx, input);
  if (earlier !== null) return { kind: "requested", deletion: earlier };
  if (input.ticket === null && mustNameTicket(ctx.actor, thresholds))
    throw new ExpectedError(
      "not_confirmed",
      "Enter the ticket that asks for this deletion: your role needs one.",
    );
  const { selection, expectedCount: count } = input;
  const store = await getStore(ctx, input.storeId);
  const isWhole = !(await mayBeHeld(ctx, { storeId: input.storeId, hours: previewHoursMax }));
  const effect = await readEffect(store, { ...input, isWhole });
  refuseUnconfirmed({ selection, count, effect, storeName: store.name, confirmation }, thresholds);
  if (needsDeleteAll(selection, effect)) requireRecentSignIn(ctx);
  return requestDeletion(ctx, input, effect);
};
