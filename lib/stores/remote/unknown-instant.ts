/** Where a memory that does not say when it was made is placed; so it is always older than a cutoff. */
export const unknownInstant = "1970-01-01T00:00:00.000Z";
