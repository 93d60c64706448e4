import type { UnreadableMemory } from "@/lib/stores/unreadable";

type Oddity = UnreadableMemory["odd"][number]["oddity"];

const words: Record<Oddity, string> = {
  missing: "is missing",
  text: "is text",
  number: "is a number",
  boolean: "is true or false",
  list: "is a list",
  object: "is an object",
  unclear: "is in no form that can be understood",
  too_long: "is too long",
  refused: "is refused by the store",
};

/** What of a memory is not as the store's documentation says: "created_at is missing, metadata is text". */
export const oddWords = ({ odd }: UnreadableMemory): string =>
  odd.map(({ field, oddity }) => `${field} ${words[oddity]}`).join(", ");
