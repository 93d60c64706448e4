"use server";

import { refresh } from "next/cache";
import { cookies, headers } from "next/headers";
import { databaseNow } from "@/lib/database/server/database-clock";
import { serverDatabase } from "@/lib/database/server/server-database";
import { anonymousAction, memberAction } from "@/lib/actions/server/member-action";
import { env } from "@/lib/env/env";
import { log } from "@/lib/env/log";
import { errorForLog } from "@/lib/errors/error-for-log";
import { clientAddress } from "@/lib/security/server/client-address";
import {
  acceptLinkSchema,
  changePasswordSchema,
  changeRoleSchema,
  confirmTotpSchema,
  inviteSchema,
  linkTokenSchema,
  memberInputSchema,
  reauthenticateSchema,
  resetSchema,
  setUpSchema,
  signOutEverywhereSchema,
  signOutSessionSchema,
} from "./schema";
import { acceptLink } from "./server/accept-link";
import { changePassword } from "./server/change-password";
import { changeRole } from "./server/change-role";
import { confirmTotp } from "./server/confirm-totp";
import { setUpFirstMember } from "./server/create-first-member";
import { createResetLink } from "./server/create-reset-link";
import { deliverLink } from "./server/deliver-link";
import { disableMember } from "./server/disable-member";
import { enableMember } from "./server/enable-member";
import { inviteMember } from "./server/invite-member";
import { deviceCookie } from "./server/known-device";
import { noteRefusedLink } from "./server/note-refused-link";
import { openLink } from "./server/open-link";
import { signOutEverywhere, signOutSession } from "./server/own-sessions";
import { reauthenticate } from "./server/reauthenticate";
import { renewRecoveryCodes } from "./server/renew-recovery-codes";
import { startTotp } from "./server/start-totp";
import { takeLinkAttempt } from "./server/take-link-attempt";
import { turnOffTotp } from "./server/turn-off-totp";
import type { DeliveredLink, LinkAnswer, LinkRefusal, NewMemberLink, OpenedLink } from "./types";

export const setUpAction = anonymousAction("setUp")
  .inputSchema(setUpSchema)
  .action(async ({ parsedInput }) => {
    await setUpFirstMember(serverDatabase(), parsedInput, databaseNow());
  });

/** Shows again who the member is; what asked for it is done afterwards. */
export const reauthenticateAction = memberAction("reauthenticate", null, { isForSecondFactor: true })
  .inputSchema(reauthenticateSchema)
  .action(async ({ parsedInput, ctx }) => {
    await reauthenticate(ctx.context, parsedInput);
    return { isConfirmed: true };
  });

/** Gives the member another password, and signs them out everywhere else. */
export const changePasswordAction = memberAction("changePassword", null)
  .inputSchema(changePasswordSchema)
  .action(async ({ parsedInput, ctx }) => {
    const deviceToken = (await cookies()).get(deviceCookie().name)?.value ?? null;
    const changed = await changePassword(ctx.context, parsedInput, { deviceToken });
    refresh();
    return changed;
  });

/** Signs the member out of one device. */
export const signOutSessionAction = memberAction("signOutSession", null)
  .inputSchema(signOutSessionSchema)
  .action(async ({ parsedInput, ctx }) => {
    const endedCount = await signOutSession(ctx.context, parsedInput);
    if (parsedInput.id !== ctx.context.session.id) refresh();
    return { endedCount };
  });

/** Signs the member out of every device, or every other. */
export const signOutEverywhereAction = memberAction("signOutEverywhere", null)
  .inputSchema(signOutEverywhereSchema)
  .action(async ({ parsedInput, ctx }) => {
    const endedCount = await signOutEverywhere(ctx.context, parsedInput);
    if (parsedInput.isHereKept) refresh();
    return { endedCount };
  });

/** Makes the key of the member's one-time passwords; its answer is the one time the key leaves the server. */
export const startTotpAction = memberAction("startTotp", null, { isForSecondFactor: true }).action(
  ({ ctx }) => startTotp(ctx.context),
);

/** Turns one-time passwords on; its answer is the one time the recovery codes leave the server. */
export const confirmTotpAction = memberAction("confirmTotp", null, { isForSecondFactor: true })
  .inputSchema(confirmTotpSchema)
  .action(async ({ parsedInput, ctx }) => {
    const confirmed = await confirmTotp(ctx.context, parsedInput);
    refresh();
    return confirmed;
  });

export const turnOffTotpAction = memberAction("turnOffTotp", null).action(async ({ ctx }) => {
  await turnOffTotp(ctx.context);
  refresh();
  return { isOn: false };
});

/** New recovery codes in the place of the earlier ones; its answer is the one time they leave the server. */
export const renewRecoveryCodesAction = memberAction("renewRecoveryCodes", null).action(async ({ ctx }) => {
  const renewed = await renewRecoveryCodes(ctx.context);
  refresh();
  return renewed;
});

/** Invites a member; its answer is the one time the link leaves the server, but for the mail. */
export const inviteMemberAction = memberAction("inviteMember", "members:manage")
  .inputSchema(inviteSchema)
  .action(async ({ parsedInput, ctx }) => {
    const link = await inviteMember(ctx.context, parsedInput, { hasMail: env().mail !== null });
    refresh();
    return deliver(link);
  });

/** Makes the link of a new password; its answer is the one time it leaves the server, but for the mail. */
export const createResetLinkAction = memberAction("createResetLink", "members:manage")
  .inputSchema(resetSchema)
  .action(async ({ parsedInput, ctx }) => {
    const link = await createResetLink(ctx.context, parsedInput, { hasMail: env().mail !== null });
    refresh();
    return deliver(link);
  });

export const changeRoleAction = memberAction("changeRole", "members:manage")
  .inputSchema(changeRoleSchema)
  .action(async ({ parsedInput, ctx }) => {
    const { role } = await changeRole(ctx.context, parsedInput);
    refresh();
    return { role };
  });

export const disableMemberAction = memberAction("disableMember", "members:manage")
  .inputSchema(memberInputSchema)
  .action(async ({ parsedInput, ctx }) => {
    await disableMember(ctx.context, parsedInput);
    refresh();
    return { isDisabled: true };
  });

export const enableMemberAction = memberAction("enableMember", "members:manage")
  .inputSchema(memberInputSchema)
  .action(async ({ parsedInput, ctx }) => {
    await enableMember(ctx.context, parsedInput);
    refresh();
    return { isDisabled: false };
  });

/** What a link is for, or why it does not work. The token comes here in the body: no address on the way holds it. */
export const openLinkAction = anonymousAction("openLink")
  .inputSchema(linkTokenSchema)
  .action(async ({ parsedInput: { token } }): Promise<LinkAnswer> => {
    await countLinkAttempt();
    const found = await openLink(serverDatabase(), { token, now: databaseNow() });
    return answerOf(typeof found === "string" ? found : found.link);
  });

/** Sets the password of a link's member and uses the link up. */
export const acceptLinkAction = anonymousAction("acceptLink")
  .inputSchema(acceptLinkSchema)
  .action(async ({ parsedInput }): Promise<LinkAnswer> => {
    await countLinkAttempt();
    return answerOf(await acceptLink(serverDatabase(), parsedInput, databaseNow()));
  });

const countLinkAttempt = async (): Promise<void> => {
  const address = clientAddress(await headers());
  await takeLinkAttempt({ database: serverDatabase(), secret: env().secret, address });
};

const answerOf = async (found: OpenedLink | LinkRefusal): Promise<LinkAnswer> => {
  if (typeof found !== "string") return { link: found, refusal: null };
  await noteRefusedLink(found);
  return { link: null, refusal: found };
};

const deliver = (link: NewMemberLink): Promise<DeliveredLink> =>
  deliverLink(link, {
    publicUrl: env().publicUrl,
    mail: env().mail,
    onMailFailed: (error) => log().warn({ error: errorForLog(error) }, "mail not sent"),
  });
