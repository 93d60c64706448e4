/**
 * Where a memory that does not say when it was made is placed; so it is always older than a cutoff. It is no time to compare
 * with: no filter by date matches it, and screens call it unknown.
 */
export const unknownInstant = "1970-01-01T00:00:00.000Z";
