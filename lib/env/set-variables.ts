/** The variables that are set. `PORT= npm run up` means "not set" to the person who typed it, and a blank does too. */
export const setVariables = (
  variables: Readonly<Record<string, string | undefined>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1].trim() !== "",
    ),
  );
