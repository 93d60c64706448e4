import { residuePlaces, type ResidueLine, type ResiduePlace } from "@/lib/stores/residue";

const placeWords: Record<ResiduePlace, string> = {
  history: "the memory history",
  chat_turns: "the chat turns",
  entities: "the entities",
};

/** A place by name, also as the ledger has it; one that this release does not know is called by its own name. */
export const residuePlaceWords = (place: string): string => {
  const known = residuePlaces.find((each) => each === place);
  return known === undefined ? place : placeWords[known];
};

/** What is kept there, for somebody who has to decide about it. */
export const residueExplanations: Record<ResiduePlace, string> = {
  history:
    "Mem0 writes the text of each memory that it deletes into its history, and answers it to every key.",
  chat_turns:
    "Mem0 keeps the last messages that memories were made of, and reads them again when it makes new ones.",
  entities: "Names that Mem0 found in memories, each with the memories it was found in.",
};

/** "12 rows found", or why there is no number. */
export const residueOutcomeWords = ({ outcome, count, canPurge }: ResidueLine): string => {
  switch (outcome) {
    case "none":
      return "Nothing found";
    case "found":
      return `${count.toLocaleString("en")} ${canPurge ? (count === 1 ? "row" : "rows") : count === 1 ? "memory" : "memories"} found`;
    case "unknown":
      return "Not told by this deletion whose they would be";
    case "out_of_reach":
      return "Out of reach from here";
  }
};

/**
 * What somebody who runs the server can do where Lethe cannot. It is wider than one deletion: no memory of this one is named,
 * and what other deletions left behind goes with it.
 */
export const residueCommand = ({ place, where }: ResidueLine): string => {
  switch (place) {
    case "history":
      return `sqlite3 ${where} "PRAGMA secure_delete=ON; DELETE FROM history WHERE memory_id IN (SELECT memory_id FROM history WHERE event = 'DELETE');"`;
    case "chat_turns":
      return `sqlite3 ${where} "PRAGMA secure_delete=ON; DELETE FROM messages WHERE session_scope = 'user_id=…';"`;
    case "entities":
      return `DELETE FROM ${where} AS e WHERE NOT EXISTS (SELECT FROM jsonb_array_elements_text(e.payload->'linked_memory_ids') AS l (id) JOIN ${where.replace(/_entities$/, "")} AS m ON m.id::text = l.id);`;
  }
};
