/** The text fields of a submitted form by name; files are left out. */
export const textFieldsOf = (form: FormData): Partial<Record<string, string>> =>
  Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === "string"));
