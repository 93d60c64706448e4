import type { ProbeCheck, ProbeLine, StoreHealth } from "@/lib/stores/probe";
import { storeErrorWords } from "@/lib/errors/store-error";
import type { StoreKind } from "@/lib/stores/store-ids";

export const kindWords: Record<StoreKind, string> = {
  builtin: "Built-in",
  "mem0-platform": "Mem0 Platform",
  "mem0-oss": "Mem0 open source",
};

export const checkWords: Record<ProbeCheck, string> = {
  reachable: "Server answers",
  key: "Key accepted",
  list: "May list memories",
  delete: "May delete memories",
  project: "Organisation and project",
  database: "Database answers",
};

const outcomeWords: Record<ProbeLine["outcome"], string> = {
  works: "Yes",
  fails: "No",
  unknown: "Unknown",
  not_tried: "Not tried",
};

/** What came of a check, as a sentence or less. */
export const lineWords = ({ check, outcome, errorCode, found }: ProbeLine): string => {
  if (errorCode !== null) return storeErrorWords(errorCode) + (found === null ? "" : ` It says: ${found}.`);
  if (outcome === "unknown" && check === "delete") {
    return "Unknown until something is deleted; the first deletion will show.";
  }
  if (outcome === "not_tried" && check === "database")
    return "Not tried: no address is set, or the server did not answer.";
  return outcome === "works" && found !== null ? found : outcomeWords[outcome];
};

const unwellWords: Record<ProbeCheck, string> = {
  reachable: "Not reachable",
  key: "Key not accepted",
  list: "Does not list",
  delete: "Does not delete",
  project: "Wrong project",
  database: "Database not usable",
};

/** How a store is, in a few words, and what is to be known of it when it is not well. */
export const healthWords = (health: StoreHealth): { short: string; why: string | null } => {
  if (health.isWell) return { short: "Reachable", why: null };
  const { check, errorCode } = health;
  const why = errorCode === null ? null : storeErrorWords(errorCode);
  if (errorCode === "settings_unreadable") return { short: "Key cannot be read", why };
  return { short: unwellWords[check], why };
};
