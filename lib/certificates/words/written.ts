import { withNamedInvisible } from "@/lib/text/invisible-characters";
import type { CertificateWords } from "./certificate-words";

/** What came from outside, in one line in which every character is seen: line ends and tabs by their code point, too. */
export const shownLine = (value: string): string =>
  withNamedInvisible(value).replace(
    /[\t\n\r]/g,
    (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );

/** The same within a sentence: its direction turns nothing around it. */
export const shownInSentence = (value: string): string => {
  const shown = shownLine(value);
  return rightToLeft.test(shown) ? `${firstStrongIsolate}${shown}${popIsolate}` : shown;
};

const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const firstStrongIsolate = "\u2068";
const popIsolate = "\u2069";

/** Days, instants and numbers as the language writes them; instants in the given time zone. */
export const writerFor = ({ locale }: Pick<CertificateWords, "locale">, timeZone: string) => {
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const instants = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium", timeZone });
  const numbers = new Intl.NumberFormat(locale);
  const first = firstOfMonth[locale];
  return {
    /** Of YYYY-MM-DD. */
    day: (day: string): string => {
      const written = days.format(new Date(day));
      return first !== undefined && day.endsWith("-01") ? written.replace(/^1 /, `${first} `) : written;
    },
    instant: (instant: string): string => instants.format(new Date(instant)),
    number: (count: number): string => numbers.format(count),
  };
};
export type Writer = ReturnType<typeof writerFor>;

/** The first day of a month is an ordinal in these, which Intl does not know. */
const firstOfMonth: Partial<Record<string, string>> = { "fr-FR": "1er", "it-IT": "1º" };
