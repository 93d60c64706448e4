import { ExpectedError } from "@/lib/errors/expected-error";
import { listed } from "@/lib/text/listed";
import { can, rolesThatCan, type Actor, type Permission } from "./types";

/** Throws not_permitted unless the actor may do this. The system may: it acts on orders that were checked. */
export const requirePermission = (actor: Actor, permission: Permission): void => {
  if (actor.kind === "system" || can(actor.role, permission)) return;
  throw new ExpectedError(
    "not_permitted",
    `Your role, ${actor.role}, does not allow this. Ask someone with the role ${listed(rolesThatCan(permission), "or")}.`,
  );
};
