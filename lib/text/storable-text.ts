// Postgres' text can hold neither. Checked wherever text comes in, so that the answer is about the input and not a
// database error.

export const hasNullCharacter = (text: string): boolean => text.includes("\u0000");

/** Without the null character, and without half of a surrogate pair. */
export const isStorableText = (text: string): boolean => !hasNullCharacter(text) && text.isWellFormed();

/** Whether a text has at most so many bytes in UTF-8. */
export const fitsBytes = (text: string, bytesMax: number): boolean =>
  // No UTF-16 unit takes more than 3 bytes, so most texts need no measuring.
  text.length * 3 <= bytesMax || new TextEncoder().encode(text).length <= bytesMax;
