import type { Context } from "@/lib/access/context";
import { sessionSettings } from "@/lib/env/env";
import { ExpectedError } from "@/lib/errors/expected-error";

type Asking = Pick<Context, "actor" | "now" | "session">;

/**
 * Before what cannot be undone, or gives access: throws reauthentication_required for a member who last showed who they are
 * more than LETHE_REAUTHENTICATE_MINUTES ago. The console then asks, and does it again. API keys and the system pass.
 */
export const requireRecentSignIn = (ctx: Asking): void => {
  if (hasRecentSignIn(ctx)) return;
  throw new ExpectedError("reauthentication_required", "Confirm that it is you, and try again.");
};

/** Whether it would pass. */
export const hasRecentSignIn = (ctx: Asking): boolean => {
  if (ctx.actor.kind !== "member") return true;
  const { reauthenticateMinutes } = sessionSettings();
  const since = ctx.session?.authenticatedAt;
  return since !== undefined && since.getTime() > ctx.now().getTime() - reauthenticateMinutes * 60_000;
};
