import { z } from "zod";

/** Names a selection that went up ahead of an action, as it was too long to be part of it. */
export const draftReferenceSchema = z.object({ kind: z.literal("draft"), id: z.uuid() });
export type DraftReference = z.infer<typeof draftReferenceSchema>;

/** The input of an action that takes a selection, or the reference to one. */
export type WithDraft<Input extends { selection: unknown }> = Omit<Input, "selection"> & {
  selection: Input["selection"] | DraftReference;
};
