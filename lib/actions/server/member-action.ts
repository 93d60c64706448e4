import { randomUUID } from "node:crypto";
import { createSafeActionClient } from "next-safe-action";
import { z } from "zod";
import type { ErrorCode } from "@/lib/errors/expected-error";
import { foreseenError } from "@/lib/errors/server/foreseen-error";
import { log } from "@/lib/env/log";
import { memberContext } from "@/lib/access/server/member-context";
import type { Permission } from "@/lib/access/types";

/** What the browser learns of a failed action. */
export type ActionError = { code: ErrorCode | "unexpected"; message: string; requestId: string };

/** Every server action is made by this: it is a public endpoint, also without the page around it. */
const publicAction = createSafeActionClient({
  defineMetadataSchema: () => z.object({ name: z.string() }),
  handleServerError: (error, { metadata }): ActionError => {
    const requestId = randomUUID();
    const foreseen = foreseenError(error);
    if (foreseen !== null) return { code: foreseen.code, message: foreseen.message, requestId };
    // The message of an unforeseen error may quote data, so only its name is logged.
    log().error({ requestId, action: metadata.name, error: error.name }, "action failed");
    return { code: "unexpected", message: "The server could not complete this.", requestId };
  },
  defaultValidationErrorsShape: "flattened",
});

/** An action that anybody may call (the set-up of the first member). */
export const anonymousAction = (name: string) => publicAction.metadata({ name });

/** An action for members who hold the permission; its context is in `ctx.context`. */
export const memberAction = (name: string, permission: Permission) =>
  publicAction.metadata({ name }).use(async ({ next }) => {
    const context = await memberContext(permission);
    const startedAt = performance.now();
    const result = await next({ ctx: { context } });
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
