/**
 * What is written and not seen (Unicode's Default_Ignorable_Code_Point): soft hyphen, zero-width space and joiners, marks of
 * direction, variation selectors … As ranges of code points, since the version that a runtime or a database knows may differ.
 */
export const ignorableRanges: readonly (readonly [first: number, last: number])[] = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfff8],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

const ignorable = new RegExp(
  `[${ignorableRanges.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join("")}]`,
  "gu",
);

const ascii = /^[\u0000-\u007f]*$/;
export const isAscii = (text: string): boolean => ascii.test(text);

/** A text in its parts, each letter and mark by itself, without what is not seen. */
export const decomposed = (text: string): string => text.normalize("NFKD").replace(ignorable, "");

/**
 * A text as it is read, for comparing: canonically and compatibly equal texts are one (NFKC), and what is not seen is left
 * out. Case counts; foldText is without it. SQL says the same in fold-sql.ts.
 */
export const plainText = (text: string): string => (isAscii(text) ? text : decomposed(text).normalize("NFC"));
