import type { MemberId } from "@/lib/access/types";
import { errorForLog } from "@/lib/errors/error-for-log";
import { changeRole } from "@/lib/members/server/change-role";
import { createResetLink } from "@/lib/members/server/create-reset-link";
import { deliverLink } from "@/lib/members/server/deliver-link";
import { disableMember } from "@/lib/members/server/disable-member";
import { enableMember } from "@/lib/members/server/enable-member";
import { inviteMember } from "@/lib/members/server/invite-member";
import { listMembers } from "@/lib/members/server/list-members";
import { findMemberByEmail } from "@/lib/members/server/member-row";
import type { DeliveredLink, NewMemberLink } from "@/lib/members/types";
import { commandError, openForCommand, type CommandContext } from "./command-database";
import { readArguments, type Arguments } from "./member/arguments";
import { memberTable } from "./member/member-table";
import { readMemberSettings, type MemberSettings } from "./member/settings";
import { runToEnd } from "./run-to-end";
import { StartError } from "./start-error";

/**
 * `npm run member`: invites, lists and changes members, also while Lethe runs, and is the way back in for a locked-out admin.
 * 0 only when it succeeded.
 */
export default async function member(args: string[]): Promise<number> {
  const asked = readArguments(args);
  const settings = readMemberSettings(process.env);
  // Kept here, since a link that was made before Ctrl-C is to be seen all the same: it is never shown again.
  const done: { lines: string[] | null } = { lines: null };
  const result = await runToEnd(async (lifetime) => {
    done.lines = await carryOut(asked, await openForCommand("member", settings, lifetime), settings);
  }).catch((error: unknown) => {
    throw commandError(error);
  });
  // Last of all, so that nothing the database says at its end comes behind the link.
  for (const line of done.lines ?? []) console.log(line);
  return result === null && done.lines === null ? 130 : 0;
}

/** Of `list`. */
const listedMax = 10_000;

/** What to print. */
async function carryOut(asked: Arguments, ctx: CommandContext, settings: MemberSettings): Promise<string[]> {
  switch (asked.command) {
    case "list":
      return memberTable(await listMembers(ctx, { countMax: listedMax }));
    case "invite":
      return linkLines(await deliver(await inviteMember(ctx, asked), settings));
    case "reset":
      return linkLines(
        await deliver(
          await createResetLink(ctx, {
            ...(await found(ctx, asked.email)),
            removesTotp: asked.removesTotp,
          }),
          settings,
        ),
      );
    case "role": {
      const { email, role } = await changeRole(ctx, { ...(await found(ctx, asked.email)), role: asked.role });
      return [`${email} has the role ${role}; where they were signed in, they sign in again.`];
    }
    case "disable": {
      const { email } = await disableMember(ctx, await found(ctx, asked.email));
      return [`${email} is disabled and signed out.`];
    }
    case "enable": {
      const { email, role } = await enableMember(ctx, await found(ctx, asked.email));
      return [`${email} can sign in again, with the role ${role}.`];
    }
  }
}

async function found({ database }: CommandContext, email: string): Promise<{ id: MemberId }> {
  const member = await findMemberByEmail(database, email);
  if (member !== null) return { id: member.id };
  throw new StartError(`There is no member ${email}. List the members with: npm run member -- list`);
}

const deliver = (link: NewMemberLink, { publicUrl, mail }: MemberSettings): Promise<DeliveredLink> =>
  deliverLink(link, {
    publicUrl,
    mail,
    onMailFailed: (error) => console.error(`The mail could not be sent (${errorForLog(error)}).`),
  });

const linkLines = ({ kind, removesTotp, email, role, expiresAt, mail, url }: DeliveredLink): string[] => [
  kind === "invite"
    ? `${email} is invited with the role ${role}.`
    : `${email} chooses a new password with the link; the present one works until then.`,
  ...(removesTotp ? ["Using it removes the one-time passwords, too."] : []),
  ...(mail === "sent" ? ["The link was mailed, too."] : []),
  `It works once, until ${expiresAt.slice(0, 16).replace("T", " ")} UTC, and will not be shown again:`,
  // While links of admins are only mailed, the command makes none.
  ...(url === null ? [] : [url]),
];
