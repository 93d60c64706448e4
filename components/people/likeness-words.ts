import type { Likeness } from "@/lib/people/types";
import { listed } from "@/lib/text/listed";

const words: Record<Likeness, string> = {
  case: "letter case",
  unicode: "forms of letters",
  separator: "separators",
  email_local_part: "what stands before the @",
  plus_tag: "what follows the +",
  name_in_id: "the name within the ID",
  spelling: "spelling",
};

/** Why an id may be the same person's: "Like “caroline smith”: letter case and separators". */
export const likenessWords = (term: string, likeness: readonly Likeness[]): string =>
  `Like “${term}”: ${listed(likeness.map((one) => words[one]))}`;
