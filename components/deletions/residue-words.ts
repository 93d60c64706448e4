import { countWords, lookWords } from "./profile-words";
import type { Copies } from "@/lib/deletions/copies";
import { residuePlaces, type ResidueLine, type ResiduePlace } from "@/lib/stores/residue";
import { storeErrorWords, type StoreErrorCode } from "@/lib/errors/store-error";

const placeWords: Record<ResiduePlace, string> = {
  history: "the memory history",
  chat_turns: "the chat turns",
  entities: "the entities",
  profile: "the user’s profile",
};

/** A place by name, also as the ledger has it; one that this release does not know is called by its own name. */
export const residuePlaceWords = (place: string): string => {
  const known = residuePlaces.find((each) => each === place);
  return known === undefined ? place : placeWords[known];
};

/** What is kept there, for the person who decides about it. */
export const residueExplanations: Record<ResiduePlace, string> = {
  history: "Mem0 writes the text of each memory it deletes to its memory history, and returns it to any key.",
  chat_turns:
    "Mem0 keeps the last messages that memories were made from, and reads them again when it makes new ones.",
  entities: "Names that Mem0 found in memories, each with the memories it appears in.",
  profile:
    "Mem0 can keep a summary of all memories of a user. New memories are added to it; deleting memories does not take anything out of it.",
};

/** "12 rows found", or why there is no number. */
export const residueOutcomeWords = (line: ResidueLine): string => {
  const { outcome, count, canPurge } = line;
  if (line.place === "profile") return lookWords(line);
  switch (outcome) {
    case "none":
      return "Nothing found";
    case "found":
      return `${count.toLocaleString("en")} ${canPurge ? (count === 1 ? "row" : "rows") : count === 1 ? "memory" : "memories"} found`;
    case "unknown":
      return "Unknown";
    case "unclear":
      return "Not clear yet";
    case "out_of_reach":
      return "Out of reach from here";
  }
};

/**
 * What was found where, as it is kept with the deletion: "Found in the memory history and the entities. Out of reach: the chat
 * turns."
 */
export const copiesSentence = ({ places }: Copies): string => {
  const named = (outcome: Copies["places"][number]["outcome"]) =>
    list.format(places.filter((each) => each.outcome === outcome).map(({ place }) => placeWords[place]));
  const [found, unreachable, unknown] = [named("found"), named("out_of_reach"), named("unknown")];
  const unasked = named("not_checked");
  const unclear = named("unclear");
  const sentences = [
    found === ""
      ? places.every(({ outcome }) => outcome === "not_checked")
        ? null
        : "No copies were found."
      : `Copies were found in ${found}.`,
    unasked === "" ? null : `Not looked for, as the store could not be asked: ${unasked}.`,
    unclear === "" ? null : `The store does not say whether there is anything in ${unclear}.`,
    unreachable === "" ? null : `Out of reach from here: ${unreachable}.`,
    unknown === "" ? null : `Unknown whether they belong to this deletion: ${unknown}.`,
  ];
  return sentences.filter((sentence) => sentence !== null).join(" ");
};

const list = new Intl.ListFormat("en-GB");

/** Why nothing there can be removed from here. */
export const residueReasonWords = (line: ResidueLine): string | null => {
  const { place, outcome, errorCode } = line;
  if (place === "profile") return profileReason(line);
  if (outcome === "unknown")
    return "Chat turns are kept by user, agent and run. This deletion did not cover all memories of any one of them, so Lethe cannot tell which turns belong to it.";
  if (errorCode === null) return null;
  if (errorCode === "not_configured")
    return place === "entities"
      ? "Lethe was not given the address of the server’s database."
      : "Lethe was not given the path of the server’s history file.";
  return (place === "entities" ? undefined : fileReasons[errorCode]) ?? storeErrorWords(errorCode);
};

const profileReason = ({
  outcome,
  errorCode,
  profiles,
  storedCount = 0,
  count,
}: ResidueLine): string | null => {
  if (outcome === "found" || outcome === "unclear") {
    return storedCount === 0
      ? null
      : `Mem0 deletes a profile only with its user, and with all memories of that user. ${countWords(storedCount, "memory", "memories")} of ${count === 1 ? "this user is" : "these users are"} still stored: delete ${storedCount === 1 ? "it" : "them"} first.`;
  }
  if (profiles === undefined)
    return "This deletion does not name the users whose memories it took, so Lethe cannot tell whose profiles may still mention them.";
  if (errorCode === null || errorCode === "not_configured") return null;
  return errorCode === "not_supported"
    ? "This Mem0 answers no question about profiles, so whether it keeps any is not known."
    : storeErrorWords(errorCode);
};

const fileReasons: Partial<Record<StoreErrorCode, string>> = {
  unreachable: "There is no such file on the machine that Lethe runs on.",
  forbidden: "Lethe is not allowed to open the file or to write to it.",
  not_supported: "The file could not be opened as a Mem0 history file.",
  unavailable: "The server kept the file locked for longer than Lethe waits.",
};

/**
 * What an operator of the server can do where Lethe cannot. It goes beyond this deletion: it names no memory, and also removes
 * what other deletions left behind. The path may come from the server and ends up in a shell, so it is quoted.
 */
export const residueCommand = ({ place, where }: ResidueLine): { lead: string; command: string } | null => {
  const file = `sqlite3 ${inShell(where)}`;
  switch (place) {
    case "history":
      return {
        lead: "Run this on its server to remove it, together with what other deletions left:",
        command: `${file} "PRAGMA secure_delete = ON; DELETE FROM history WHERE memory_id IN (SELECT memory_id FROM history WHERE event = 'DELETE');"`,
      };
    case "chat_turns":
      return {
        lead: "Run this on its server to remove those of one user, with the user’s ID in place of the dots:",
        command: `${file} "PRAGMA secure_delete = ON; DELETE FROM messages WHERE instr('&' || session_scope || '&', '&user_id=…&') > 0;"`,
      };
    case "entities":
      return {
        lead: "Run this in its database to remove it, together with what other deletions left:",
        command: entityStatements(inSql(where), inSql(where.replace(/_entities$/, ""))),
      };
    case "profile":
      return null;
  }
};

const entityStatements = (entities: string, memories: string): string =>
  [
    `UPDATE ${entities} SET payload = jsonb_set(payload, '{linked_memory_ids}', (SELECT coalesce(jsonb_agg(id), '[]') FROM jsonb_array_elements_text(payload -> 'linked_memory_ids') AS each (id) WHERE id IN (SELECT id::text FROM ${memories}))) WHERE payload ? 'linked_memory_ids';`,
    `DELETE FROM ${entities} WHERE payload -> 'linked_memory_ids' = '[]';`,
  ].join(" ");

const inShell = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`;
const inSql = (name: string): string => `"${name.replaceAll('"', '""')}"`;
