import type { Context } from "@/lib/access/context";
import { expectedErrorFrom } from "@/lib/errors/server/failure";
import { recordSecurityEvent } from "@/lib/security/server/record-security-event";

type Asked = Pick<Context, "actor" | "database" | "address">;

/**
 * Records, when an error says that the actor may not do something, that they tried; other errors are no security events. Not
 * waited for.
 */
export const noteRefusal = (
  { actor, database, address = null }: Asked,
  error: unknown,
  what: { action: string } | { permission: string },
): void => {
  if (expectedErrorFrom(error)?.code === "not_permitted")
    noteNotPermitted({ actor, database, address }, what);
};

/** The same of what is known to be one. */
export const noteNotPermitted = (
  { actor, database, address = null }: Asked,
  what: { action: string } | { permission: string },
): void => {
  const kind = "action" in what ? "action_refused" : "request_refused";
  void recordSecurityEvent(database, { kind, actor, address, detail: what });
};
