"use server";

import { memberAction } from "@/lib/actions/server/member-action";
import { changeViewSchema, createViewSchema, viewInputSchema } from "./schema";
import { changeView, createView, deleteView } from "./server/manage-views";

/** Keeps a view of the memories page. */
export const createViewAction = memberAction("createView", "memories:read")
  .inputSchema(createViewSchema)
  .action(async ({ parsedInput, ctx }) => ({ id: await createView(ctx.context, parsedInput) }));

/** Changes a view's name, who sees it, or what it keeps. */
export const changeViewAction = memberAction("changeView", "memories:read")
  .inputSchema(changeViewSchema)
  .action(async ({ parsedInput, ctx }) => {
    await changeView(ctx.context, parsedInput);
    return { id: parsedInput.id };
  });

/** Forgets a view. */
export const deleteViewAction = memberAction("deleteView", "memories:read")
  .inputSchema(viewInputSchema)
  .action(async ({ parsedInput, ctx }) => {
    await deleteView(ctx.context, parsedInput);
    return { id: parsedInput.id };
  });
