/** One escape or several that decodeURIComponent takes: ASCII, then UTF-8 of two, three and four bytes. */
const continued = "%[89AB][0-9A-F]";
const escapes = [
  "%[0-7][0-9A-F]",
  `%(?:C[2-9A-F]|D[0-9A-F])${continued}`,
  `%E0%[AB][0-9A-F]${continued}`,
  `%E[1-9A-CEF](?:${continued}){2}`,
  `%ED%[89][0-9A-F]${continued}`,
  `%F0%[9AB][0-9A-F](?:${continued}){2}`,
  `%F[1-3](?:${continued}){3}`,
  `%F4%8[0-9A-F](?:${continued}){2}`,
];

/**
 * The source of a pattern, to be used without regard to case, of what decodeURIComponent refuses, from where it stands to the
 * end of the text. No two alternatives begin alike, so that it takes one walk over the text. Has no capturing group, as
 * next.config.ts may not have any.
 */
export const undecodablePattern = `(?!(?:[^%]|${escapes.join("|")})*$).+`;
