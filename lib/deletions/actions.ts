"use server";

import { memberAction } from "@/lib/actions/server/member-action";
import { env } from "@/lib/env/env";
import { confirmablePreview } from "./preview/confirmable-preview";
import { purgeResidueSchema } from "./residue-schema";
import {
  confirmDeletionSchema,
  deletionInputSchema,
  listSelectedSchema,
  previewDeletionSchema,
} from "./request/schema";
import { cancelDeletion, pauseDeletion, resumeDeletion } from "./server/control-deletion";
import { listFailedIds } from "./server/history/list-failed-ids";
import { listSelected } from "./server/preview/list-selected";
import { previewSelection } from "./server/preview/preview-selection";
import { requestConfirmed } from "./server/request/request-confirmed";
import { eraseText } from "./server/record/erase-text";
import { findResidue } from "./server/residue/find-residue";
import { purgeResidue } from "./server/residue/purge-residue";
import { verifyDeletion } from "./server/verify/verify-deletion";

/** Counts what a selection would delete, with a breakdown and a sample. An action and no route: a selection can be long. */
export const previewSelectionAction = memberAction("previewSelection", "memories:delete")
  .inputSchema(previewDeletionSchema)
  .action(async ({ parsedInput, ctx: { context } }) =>
    confirmablePreview(await previewSelection(context, parsedInput), {
      selection: parsedInput.selection,
      actor: context.actor,
      thresholds: env().confirmation,
    }),
  );

/** A page of the memories that a previewed selection takes. */
export const listSelectedAction = memberAction("listSelected", "memories:delete")
  .inputSchema(listSelectedSchema)
  .action(({ parsedInput, ctx }) => listSelected(ctx.context, parsedInput));

/** Requests the deletion of what was previewed and confirmed. */
export const requestDeletionAction = memberAction("requestDeletion", "memories:delete")
  .inputSchema(confirmDeletionSchema)
  .action(({ parsedInput, ctx }) => requestConfirmed(ctx.context, parsedInput, env().confirmation));

/** Stops a deletion between two batches, until it is resumed. */
export const pauseDeletionAction = memberAction("pauseDeletion", "memories:delete")
  .inputSchema(deletionInputSchema)
  .action(({ parsedInput, ctx }) => pauseDeletion(ctx.context, parsedInput));

/** Lets a paused deletion go on where it stopped. */
export const resumeDeletionAction = memberAction("resumeDeletion", "memories:delete")
  .inputSchema(deletionInputSchema)
  .action(({ parsedInput, ctx }) => resumeDeletion(ctx.context, parsedInput));

/** Ends a deletion between two batches, for good. */
export const cancelDeletionAction = memberAction("cancelDeletion", "memories:delete")
  .inputSchema(deletionInputSchema)
  .action(({ parsedInput, ctx }) => cancelDeletion(ctx.context, parsedInput));

/** Looks again for what a finished deletion took. */
export const verifyDeletionAction = memberAction("verifyDeletion", "memories:delete")
  .inputSchema(deletionInputSchema)
  .action(({ parsedInput, ctx }) => verifyDeletion(ctx.context, parsedInput));

/** Looks for copies that the store keeps of what a deletion took. An action and no route: it is asked for, and takes its time. */
export const findResidueAction = memberAction("findResidue", "memories:delete")
  .inputSchema(deletionInputSchema)
  .action(({ parsedInput, ctx }) => findResidue(ctx.context, parsedInput));

/** Removes such copies, where they can be reached and are as many as were shown. */
export const purgeResidueAction = memberAction("purgeResidue", "memories:delete")
  .inputSchema(purgeResidueSchema)
  .action(({ parsedInput, ctx }) => purgeResidue(ctx.context, parsedInput));

/** The memories that a deletion could not delete. */
export const listFailedIdsAction = memberAction("listFailedIds", "memories:delete")
  .inputSchema(deletionInputSchema)
  .action(({ parsedInput, ctx }) => listFailedIds(ctx.context, parsedInput));

/** Erases the reason and the ticket of a deletion that has ended. */
export const eraseTextAction = memberAction("eraseText", "deletions:erase-text")
  .inputSchema(deletionInputSchema)
  .action(({ parsedInput, ctx }) => eraseText(ctx.context, parsedInput));
