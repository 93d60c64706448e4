import type { Context } from "@/lib/access/context";
import { ExpectedError } from "@/lib/errors/expected-error";
import { readSafetyRule } from "@/lib/safety/server/read-rule";

/**
 * While the second-person rule is on, the link of an admin goes to their own address and is shown to nobody: whoever asked for it
 * could otherwise be both persons. Asked before the approval is. Throws wrong_status where no mail is set up.
 */
export const requireMail = async (
  { actor, database }: Pick<Context, "actor" | "database">,
  { hasMail }: { hasMail: boolean },
): Promise<void> => {
  // The machine's own commands get no approval, and are told so.
  if (hasMail || actor.kind === "system" || !(await readSafetyRule(database)).isOn) return;
  throw new ExpectedError(
    "wrong_status",
    "While the second-person rule is on, the link of an admin is only mailed to them, and this Lethe has no mail server (LETHE_SMTP_URL). Invite them with another role and change it once they have joined, or turn the rule off first.",
  );
};
