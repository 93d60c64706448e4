"use server";

import { memberAction } from "@/lib/actions/server/member-action";
import { watchInputSchema, watchSubjectSchema } from "./schema";
import { createWatch, deleteWatch } from "./server/manage-watches";

/** Begins to watch something. An action and no address: it names people. */
export const createWatchAction = memberAction("createWatch", "memories:read")
  .inputSchema(watchSubjectSchema)
  .action(async ({ parsedInput, ctx }) => ({ id: await createWatch(ctx.context, parsedInput) }));

/** Forgets what was watched. */
export const deleteWatchAction = memberAction("deleteWatch", "memories:read")
  .inputSchema(watchInputSchema)
  .action(async ({ parsedInput, ctx }) => {
    await deleteWatch(ctx.context, parsedInput);
    return { id: parsedInput.id };
  });
