/**
 * What is looked for after a deletion. `ids`: each memory by its id. `selection`: what matches the filter up to the
 * cutoff. `versions`: earlier texts. `text`: a few words of a few deleted texts, by search.
 */
export const verificationChecks = ["ids", "selection", "versions", "text"] as const;
export type VerificationCheckName = (typeof verificationChecks)[number];

/** `residual`: something of the deletion is still stored. `not_checked`: it could be, and was not; never a pass. */
export const verificationOutcomes = ["verified_absent", "residual", "unsupported", "not_checked"] as const;
export type VerificationOutcome = (typeof verificationOutcomes)[number];
