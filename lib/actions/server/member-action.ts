import { randomUUID } from "node:crypto";
import { createSafeActionClient } from "next-safe-action";
import { z } from "zod";
import { errorForLog } from "@/lib/errors/error-for-log";
import { failureOf, type Failure } from "@/lib/errors/server/failure";
import { log } from "@/lib/env/log";
import { memberContext } from "@/lib/access/server/member-context";
import { noteNotPermitted } from "@/lib/access/server/note-refusal";
import type { Permission } from "@/lib/access/types";

/** What the browser learns of a failed action. */
export type ActionError = { code: Failure["code"]; message: string; requestId: string };

/** Makes every server action. Each is a public endpoint: it can be called without its page. */
const publicAction = createSafeActionClient({
  defineMetadataSchema: () => z.object({ name: z.string() }),
  handleServerError: (error, { metadata }): ActionError => {
    const requestId = randomUUID();
    const { code, message, isForLog } = failureOf(error);
    if (isForLog) {
      log().error({ requestId, action: metadata.name, error: errorForLog(error) }, "action failed");
    }
    return { code, message: message ?? "The server could not complete this.", requestId };
  },
  // As deep as the input: "flattened" loses what is wrong inside a part of it.
  defaultValidationErrorsShape: "formatted",
});

/** An action that needs no session (it sets up the first member). */
export const anonymousAction = (name: string) => publicAction.metadata({ name });

/**
 * An action for members who hold the permission, or for all (null); its context is in `ctx.context`. `isForSecondFactor`: also for
 * admins who have yet to set up the one-time passwords that they need.
 */
export const memberAction = (
  name: string,
  permission: Permission | null,
  options: { isForSecondFactor?: boolean } = {},
) =>
  publicAction.metadata({ name }).use(async ({ next }) => {
    const context = await memberContext(permission, { ...options, action: name });
    const startedAt = performance.now();
    const result = await next({ ctx: { context } });
    // Refused by the verb itself, for what was asked of it.
    if (result.serverError?.code === "not_permitted") noteNotPermitted(context, { action: name });
    log().info(
      {
        action: name,
        actor: context.actor.id,
        ok: result.success,
        ms: Math.round(performance.now() - startedAt),
      },
      "action",
    );
    return result;
  });
