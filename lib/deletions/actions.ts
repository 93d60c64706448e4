"use server";

import { z } from "zod";
import { memberAction } from "@/lib/actions/server/member-action";
import { env } from "@/lib/env/env";
import { readSafetyRule } from "@/lib/safety/server/read-rule";
import type { WithDraft } from "./draft/draft";
import { confirmablePreview } from "./preview/confirmable-preview";
import { purgeResidueSchema, userProfilesSchema } from "./residue-schema";
import {
  confirmDeletionSchema,
  deletionInputSchema,
  listSelectedSchema,
  previewDeletionSchema,
} from "./request/schema";
import { cancelDeletion, pauseDeletion, resumeDeletion } from "./server/control-deletion";
import { withDraftRead } from "./server/draft/with-draft-read";
import { listFailedIds } from "./server/history/list-failed-ids";
import { listSelected } from "./server/preview/list-selected";
import { previewSelection } from "./server/preview/preview-selection";
import { requestConfirmed } from "./server/request/request-confirmed";
import { eraseText } from "./server/record/erase-text";
import { findResidue } from "./server/residue/find-residue";
import { readProfiles, readUserProfiles } from "./server/residue/read-profiles";
import { purgeResidue } from "./server/residue/purge-residue";
import { listReturnedIds } from "./server/verify/list-returned-ids";
import { verifyDeletion } from "./server/verify/verify-deletion";

// These three parse their input themselves, once the draft is read that it may name in the place of a long selection.

/** Counts what a selection would delete, with a breakdown and a sample. An action and no route: a selection names people. */
export const previewSelectionAction = memberAction("previewSelection", "memories:delete")
  .inputSchema(z.custom<WithDraft<z.input<typeof previewDeletionSchema>>>())
  .action(async ({ parsedInput, ctx: { context } }) => {
    const input = await withDraftRead(context, previewDeletionSchema, parsedInput);
    return confirmablePreview(await previewSelection(context, input), {
      selection: input.selection,
      actor: context.actor,
      thresholds: env().confirmation,
      rule: await readSafetyRule(context.database),
    });
  });

/** A page of the memories that a previewed selection takes. */
export const listSelectedAction = memberAction("listSelected", "memories:delete")
  .inputSchema(z.custom<WithDraft<z.input<typeof listSelectedSchema>>>())
  .action(async ({ parsedInput, ctx: { context } }) =>
    listSelected(context, await withDraftRead(context, listSelectedSchema, parsedInput)),
  );

/** Requests the deletion of what was previewed and confirmed. */
export const requestDeletionAction = memberAction("requestDeletion", "memories:delete")
  .inputSchema(z.custom<WithDraft<z.input<typeof confirmDeletionSchema>>>())
  .action(async ({ parsedInput, ctx: { context } }) =>
    requestConfirmed(
      context,
      await withDraftRead(context, confirmDeletionSchema, parsedInput),
      env().confirmation,
    ),
  );

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

/** What the profiles say that the store keeps of the users whose memories went. An action and no route: it is asked for, and not kept. */
export const readProfilesAction = memberAction("readProfiles", "memories:delete")
  .inputSchema(deletionInputSchema)
  .action(({ parsedInput, ctx }) => readProfiles(ctx.context, parsedInput));

/** The same of the users that a selection names, before it is deleted. An action and no route: it names people. */
export const readUserProfilesAction = memberAction("readUserProfiles", "memories:delete")
  .inputSchema(userProfilesSchema)
  .action(({ parsedInput, ctx }) => readUserProfiles(ctx.context, parsedInput));

/** The memories that a deletion could not delete. */
export const listFailedIdsAction = memberAction("listFailedIds", "memories:delete")
  .inputSchema(deletionInputSchema)
  .action(({ parsedInput, ctx }) => listFailedIds(ctx.context, parsedInput));

/** The memories of a deletion that are stored again. An action and no route: its store is asked. */
export const listReturnedIdsAction = memberAction("listReturnedIds", "memories:delete")
  .inputSchema(deletionInputSchema)
  .action(({ parsedInput, ctx }) => listReturnedIds(ctx.context, parsedInput));

/** Erases the reason and the ticket of a deletion that has ended. */
export const eraseTextAction = memberAction("eraseText", "deletions:erase-text")
  .inputSchema(deletionInputSchema)
  .action(({ parsedInput, ctx }) => eraseText(ctx.context, parsedInput));
