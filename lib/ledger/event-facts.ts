const factNames = [
  "role",
  "count",
  "status",
  "expectedCount",
  "addedCount",
  "deletedCount",
  "absentCount",
  "failedCount",
  "unknownCount",
  "residualCount",
  "stayedCount",
  "uncheckedCount",
  "purgedCount",
  "place",
  "approvalKind",
  "change",
  "state",
];

/** Of the body of an event, the counts and states that words are made of. */
export const factsOf = (body: Record<string, unknown>): Record<string, string | number> =>
  Object.fromEntries(
    factNames.flatMap((name): [string, string | number][] => {
      const value = body[name];
      return typeof value === "string" || typeof value === "number" ? [[name, value]] : [];
    }),
  );
