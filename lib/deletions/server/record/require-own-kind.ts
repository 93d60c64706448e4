import { can, rolesThatCan, type Actor } from "@/lib/access/types";
import { ExpectedError } from "@/lib/errors/expected-error";

/**
 * Throws not_permitted when a deletion is one that this actor could not have requested: it is not paused, resumed, cancelled,
 * verified or retried by them either, nor are its copies looked for.
 */
export const requireOwnKind = (actor: Actor, row: { needsDeleteAll: boolean }): void => {
  if (!row.needsDeleteAll || actor.kind === "system" || can(actor.role, "memories:delete-all")) return;
  throw new ExpectedError(
    "not_permitted",
    `This deletion takes more than your role, ${actor.role}, may delete, so you cannot control it. Ask someone with the role ${rolesThatCan("memories:delete-all").join(" or ")}.`,
  );
};
