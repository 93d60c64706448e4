import { hasNullCharacter } from "@/lib/text/storable-text";

// How long ids, texts and metadata may be, for every way in: page, import, API, MCP and stores. An id is its very
// characters, white space included; only the empty text is no id. Lengths are in UTF-16 units.

/** The longest entity id that the built-in store takes. Other stores may hold longer ones. */
export const storedEntityLengthMax = 512;

/** The longest id that can be looked for: more than any store makes, and as much as an address can hold. */
export const idLengthMax = 8_192;
export const idTooLongMessage = `An ID to look for can have at most ${idLengthMax.toLocaleString("en-US")} characters. Memories with a longer one can be deleted by their own IDs.`;

/** What an index of Postgres holds. Far more than any store makes. */
export const memoryIdBytesMax = 2_560;

export const memoryBytesMax = 1_048_576;
export const searchTextLengthMax = 1_024;
export const categoryLengthMax = 256;
export const categoryCountMax = 100;
export const metadataKeyLengthMax = 256;
export const metadataDepthMax = 32;

/** What is wrong with an entity's id to look for, in a sentence; null when nothing is. It may be empty. */
export const idProblem = (id: string, subject = "An ID"): string | null => {
  if (hasNullCharacter(id)) return `${subject} cannot contain the null character.`;
  return id.length > idLengthMax ? idTooLongMessage : null;
};
