import { sql, type SQL } from "drizzle-orm";
import { isLoose, nameSource, swapsOf, type NameForm, type NameSyntax } from "@/lib/text/name-form";
import { likeContaining } from "./sql-values";

// PostgreSQL's own classes go by the database's locale: Latin letters are written out, with the accented ones.
const letters = "a-zß-öø-ɏ";
const syntax: NameSyntax = {
  letter: `[${letters}]`,
  gap: `[^${letters}0-9]{0,3}`,
  before: { letter: `(?:^|[^${letters}])`, any: `(?:^|[^${letters}0-9])` },
  behind: { letter: `(?:$|[^${letters}])`, any: `(?:$|[^${letters}0-9])` },
};

/** A regular expression of PostgreSQL for any of these names in a folded text. */
export const nameRegex = (forms: readonly NameForm[]): string =>
  forms.map((form) => nameSource(form, syntax)).join("|");

/**
 * Whether a folded text has one of the names. The first half is what a trigram index serves, where there is one; what is found so is
 * looked at closely by the second, which the index shall leave alone: it would look for its every part.
 */
export const hasNameSql = (folded: SQL, forms: readonly NameForm[]): SQL => sql`
  ((${sql.join(
    forms.map((form) => mayHave(folded, form)),
    sql` or `,
  )}) and (${folded} || '') ~ ${nameRegex(forms)}::text)`;

const mayHave = (folded: SQL, form: NameForm): SQL => {
  if (form.isNear) return like(folded, piecesOf(form.words[0] ?? ""));
  const long = form.words.filter((word) => Array.from(word).length >= 3 || isLoose(word));
  if (long.length > 0)
    return sql`(${sql.join(
      long.map((word) => sql`${folded} like ${likeContaining(word)}::text`),
      sql` and `,
    )})`;
  return like(folded, shortJoined(form.words));
};

const like = (folded: SQL, parts: readonly string[]): SQL =>
  sql`(${sql.join(
    parts.map((part) => sql`${folded} like ${likeContaining(part)}::text`),
    sql` or `,
  )})`;

/** Short words have trigrams only together: "al ng", "al_ng", "alng". */
const shortJoined = (words: readonly string[]): string[] =>
  [words, [words.at(-1) ?? "", ...words.slice(0, -1)]].flatMap((each) =>
    ["", " ", ".", "_", "-", ", "].map((separator) => each.join(separator)),
  );

/** One slip leaves one half of a word whole, or swaps the letters in its middle. */
const piecesOf = (word: string): string[] => {
  const characters = Array.from(word);
  const middle = Math.floor(characters.length / 2);
  const swapped = swapsOf(word)[middle - 1];
  return [
    characters.slice(0, Math.max(3, middle)).join(""),
    characters.slice(Math.min(middle, characters.length - 3)).join(""),
    ...(swapped === undefined ? [] : [swapped]),
  ];
};
