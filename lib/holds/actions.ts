"use server";

import { refresh } from "next/cache";
import { memberAction } from "@/lib/actions/server/member-action";
import { placeHoldSchema, releaseHoldSchema } from "./schema";
import { placeHold } from "./server/place-hold";
import { releaseHold } from "./server/release-hold";

/** Places a hold, and waits for the batches that were under way. */
export const placeHoldAction = memberAction("placeHold", "holds:manage")
  .inputSchema(placeHoldSchema)
  .action(async ({ parsedInput, ctx }) => {
    const placed = await placeHold(ctx.context, parsedInput);
    refresh();
    return placed;
  });

/** Releases a hold, or asks another admin to approve that. */
export const releaseHoldAction = memberAction("releaseHold", "holds:manage")
  .inputSchema(releaseHoldSchema)
  .action(async ({ parsedInput, ctx }) => {
    await releaseHold(ctx.context, parsedInput);
    refresh();
    return parsedInput;
  });
