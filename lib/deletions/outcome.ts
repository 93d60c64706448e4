/**
 * How deletions are told apart where they are counted: each is of exactly one. `verified`: each memory was looked for, and none is
 * stored. `copies`: so too, and copies of them remain elsewhere. `partly`: something was not deleted, is still stored, or was not
 * looked for. `returned`: what was gone is stored again. `nothing`: there was nothing to delete.
 */
export const deletionOutcomes = [
  "unfinished",
  "verified",
  "copies",
  "partly",
  "returned",
  "nothing",
  "cancelled",
] as const;
export type DeletionOutcome = (typeof deletionOutcomes)[number];

/** In a list and its filter. */
export const outcomeWords: Record<DeletionOutcome, string> = {
  unfinished: "Not finished",
  verified: "Verified absent",
  copies: "Copies left",
  partly: "Partly, or not verified",
  returned: "Stored again since",
  nothing: "Nothing to delete",
  cancelled: "Cancelled",
};
