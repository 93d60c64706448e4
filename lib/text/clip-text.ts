/** The beginning of a text, at most `lengthMax` UTF-16 units, and never half a character. */
export const clipText = (text: string, lengthMax: number): string =>
  text.length <= lengthMax ? text : text.slice(0, lengthMax).replace(/[\ud800-\udbff]$/, "");
