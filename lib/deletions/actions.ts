"use server";

import { memberAction } from "@/lib/actions/server/member-action";
import { requestDeletionSchema } from "./schema";
import { previewSelection } from "./server/preview-selection";
import { requestDeletion } from "./server/request-deletion";

/** Counts what a selection would delete, with a breakdown and a sample. An action and no route: a selection can be long. */
export const previewSelectionAction = memberAction("previewSelection", "memories:delete")
  .inputSchema(requestDeletionSchema.pick({ storeId: true, selection: true }))
  .action(({ parsedInput, ctx }) => previewSelection(ctx.context, parsedInput));

/** Requests the deletion of what was previewed and confirmed. */
export const requestDeletionAction = memberAction("requestDeletion", "memories:delete")
  .inputSchema(requestDeletionSchema)
  .action(({ parsedInput, ctx }) => requestDeletion(ctx.context, parsedInput));
