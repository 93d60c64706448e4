import { foldText } from "@/lib/text/fold-text";
import { withoutAccents } from "@/lib/text/without-accents";

/** Words of ids, of the e-mail addresses of offices, and before names, which say nothing about who is meant. */
const generic = new Set(
  (
    "user users usr customer customers cust client clients member members person people patient id ids uid uuid account accounts " +
    "acct test demo guest admin info mail email contact support sales office hello hi team service help noreply no reply webmaster " +
    "postmaster agent agents bot assistant app apps run runs session sessions chat conversation thread mr mrs ms miss mx dr prof sir " +
    "herr frau mme mlle monsieur madame senor senora the and von van der den de del della di da la le el al bin ibn"
  ).split(" "),
);

export const isGeneric = (word: string): boolean => generic.has(word);

/** An e-mail address in its parts, as far as they tell who it belongs to; null for what is none. */
export const emailParts = (text: string): { local: string; tag: string | null; domain: string } | null => {
  const parts = /^([^\s@]+?)(?:\+([^\s@]*))?@([^\s@]+)$/u.exec(text.trim());
  const [, local, tag, domain] = parts ?? [];
  return local === undefined || domain === undefined ? null : { local, tag: tag ?? null, domain };
};

/** The words of a text, folded: letters, marks and digits without a break. "CarolineSmith" alone is two words. */
export const wordsOf = (text: string): string[] => {
  const words = runsOf(text);
  return (words.length === 1 ? words.flatMap(camelParts) : words).map(foldText).filter((word) => word !== "");
};

const runsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

const camelParts = (word: string): string[] => word.split(/(?<=\p{Ll}\p{M}*)(?=\p{Lu})/u);

/**
 * What of a text may be a name, for comparing: folded, without accents, letters and digits apart, and of an e-mail address what is
 * before the @ and the tag. `names` are its words, `digits` what else tells it from others.
 */
export const nameParts = (text: string): { names: string[]; digits: string } => {
  const runs = runsOf(emailParts(text)?.local ?? text).flatMap(camelParts);
  const folded = runs.map((run) => foldText(withoutAccents(run)));
  return {
    names: folded.flatMap((run) => run.match(/[^\p{N}]+/gu) ?? []).filter((word) => !isGeneric(word)),
    digits: folded.flatMap((run) => run.match(/\p{N}+/gu) ?? []).join(" "),
  };
};

/** Whether nothing is told by so short a word: its letters are in every text. */
export const isTooShort = (word: string): boolean => {
  const letters = Array.from(word);
  return (
    letters.length <
    (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word) ? 2 : 3)
  );
};
