"use server";

import { databaseNow } from "@/lib/database/server/database-clock";
import { serverDatabase } from "@/lib/database/server/server-database";
import { refresh } from "next/cache";
import { anonymousAction, memberAction } from "@/lib/actions/server/member-action";
import {
  changePasswordSchema,
  reauthenticateSchema,
  setUpSchema,
  signOutEverywhereSchema,
  signOutSessionSchema,
} from "./schema";
import { changePassword } from "./server/change-password";
import { setUpFirstMember } from "./server/create-first-member";
import { signOutEverywhere, signOutSession } from "./server/own-sessions";
import { reauthenticate } from "./server/reauthenticate";

export const setUpAction = anonymousAction("setUp")
  .inputSchema(setUpSchema)
  .action(async ({ parsedInput }) => {
    await setUpFirstMember(serverDatabase(), parsedInput, databaseNow());
  });

/** Shows again who the member is; what asked for it is done afterwards. */
export const reauthenticateAction = memberAction("reauthenticate", null)
  .inputSchema(reauthenticateSchema)
  .action(async ({ parsedInput, ctx }) => {
    await reauthenticate(ctx.context, parsedInput);
    return { isConfirmed: true };
  });

/** Gives the member another password, and signs them out everywhere else. */
export const changePasswordAction = memberAction("changePassword", null)
  .inputSchema(changePasswordSchema)
  .action(async ({ parsedInput, ctx }) => {
    const changed = await changePassword(ctx.context, parsedInput);
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
