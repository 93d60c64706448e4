import { casePairs } from "./case-pairs";
import { ignorableRanges } from "./plain-text";

// The same as fold-text.ts, in SQL that needs no right to create a function, and no collation but "C": whatever the database's
// locale, its version (14 and later) and its libraries. The server's encoding is UTF-8.

/** The text of an SQL expression as plainText has it. `text` is an expression, and is evaluated up to three times. */
export const plainSql = (text: string): string =>
  `case when octet_length(${text}) = length(${text}) then ${text} else normalize(${decomposedSql(text)}, NFC) end`;

/** The text of an SQL expression as foldText has it. */
export const foldSql = (text: string): string =>
  `case when octet_length(${text}) = length(${text}) then ${foldAsciiSql(text)} else ${foldWideSql(text)} end`;

/** Nothing but ASCII, where lower case is all there is to it. */
const foldAsciiSql = (text: string): string => `lower(${text} collate "C")`;

/** One of the rarer letters costs a look through all of its group. */
const groups: readonly ((code: number) => boolean)[] = [
  (code) => code >= 0x410 && code <= 0x42f,
  (code) => (code >= 0x391 && code <= 0x3a9) || code === 0x3c2,
  (code) => [0xc6, 0xd0, 0xd8, 0xde, 0x110, 0x126, 0x131, 0x141, 0x14a, 0x152].includes(code),
  (code) => code < 0x530,
  (code) => code < 0x2000,
  (code) => code < 0x10000,
  () => true,
];

const translations = groups.map((_, index) => {
  const pairs = casePairs.filter(
    ([from]) => groups.findIndex((isIn) => isIn(from.codePointAt(0) ?? 0)) === index,
  );
  return { from: pairs.map(([from]) => from).join(""), to: pairs.map(([, to]) => to).join("") };
});

/**
 * The steps that a decomposed text goes through, each an expression of the step before. "translate" compares every letter with
 * every one of its list, so that it runs only where there is one to be found.
 */
const steps: readonly ((text: string) => string)[] = [
  ...translations.map(
    ({ from, to }) =>
      (text: string) =>
        `case when ${text} ~ '[${from}]' then translate(${text}, '${from}', '${to}') else ${text} end`,
  ),
  (text) => `replace(replace(${text}, 'ß', 'ss'), 'ẞ', 'ss')`,
];

const decomposedSql = (text: string): string =>
  `regexp_replace(normalize(${text}, NFKD), '[${ignorableRanges.map(rangeSql).join("")}]', '', 'g')`;

const rangeSql = ([first, last]: readonly [number, number]): string =>
  [...new Set([first, last])].map((code) => `\\U${code.toString(16).padStart(8, "0")}`).join("-");

/** "offset 0" keeps each step from being written into the next, and done as often as that names it. */
export const foldWideSql = (text: string): string => {
  const start = `select lower(${decomposedSql(text)} collate "C") as text offset 0`;
  const folded = steps.reduce(
    (inner, step) => `select ${step("text")} as text from (${inner}) as step offset 0`,
    start,
  );
  return `(select normalize(replace(text, 'i' || chr(775), 'i'), NFC) from (${folded}) as folded)`;
};
