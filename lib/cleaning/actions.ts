"use server";

import { memberAction } from "@/lib/actions/server/member-action";
import { cancelClean, requestClean } from "./server/request-clean";

/** Asks for a clean of the database's files. */
export const requestCleanAction = memberAction("requestClean", "store:clean").action(async ({ ctx }) => {
  await requestClean(ctx.context);
  return true;
});

/** Ends the clean that is open. */
export const cancelCleanAction = memberAction("cancelClean", "store:clean").action(async ({ ctx }) => {
  await cancelClean(ctx.context);
  return true;
});
