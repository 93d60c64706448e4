import type { Likeness } from "@/lib/people/types";
import { listed } from "@/lib/text/listed";

const words: Record<Exclude<Likeness, "carried">, string> = {
  case: "letter case",
  unicode: "forms of letters",
  separator: "separators",
  email_local_part: "what stands before the @",
  plus_tag: "what follows the +",
  name_in_id: "the name within the ID",
  spelling: "spelling",
};

/**
 * Why an id may be the same person's: "Like “caroline smith”: letter case and separators", or "Its memories carry
 * “caroline@example.com”".
 */
export const likenessWords = (term: string, likeness: readonly Likeness[]): string => {
  const alike = likeness.flatMap((one) => (one === "carried" ? [] : [words[one]]));
  return alike.length === 0 ? `Its memories carry “${term}”` : `Like “${term}”: ${listed(alike)}`;
};
