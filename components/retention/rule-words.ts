import { describeFilter } from "@/lib/filters/describe-filter";
import { storeErrorWords, storeErrorCodes } from "@/lib/errors/store-error";
import type {
  PausedBecause,
  RetentionRule,
  RetentionRun,
  RuleStatus,
  RuleVersion,
} from "@/lib/retention/types";

export const statusWords: Record<RuleStatus, string> = {
  draft: "Draft",
  on: "On",
  paused: "Paused",
  removed: "Removed",
};

export const pausedWords: Record<PausedBecause, string> = {
  by_member: "An admin paused it.",
  answerer_gone:
    "It has stopped: the member who answers for it was disabled, or is no admin any more. Have another admin answer for it, and turn it on again.",
  needs_approval:
    "It has stopped: the second-person rule was turned on, and nobody else has approved this version. Turn it on to ask for that.",
  declaration_gone:
    "It has stopped: LETHE_RETENTION_FILE does not declare it any more. Declare it again, or remove it.",
  store_gone: "It has stopped: its store is not set up any more.",
};

/** What a version takes, as a part of a sentence. */
export const takesWords = ({
  filter,
  keepsImmutable,
}: Pick<RuleVersion, "filter" | "keepsImmutable">): string =>
  filter === null
    ? "its filter was deleted with it"
    : `${describeFilter(filter)}${keepsImmutable ? ", but for immutable ones" : ""}`;

export const waitWords = (days: number): string =>
  days === 0
    ? "Deleted in the run that finds them"
    : `Wait ${days} ${days === 1 ? "day" : "days"} after they are found`;

/** How a run stands, in a few words. */
export const runWords = (run: RetentionRun): string => {
  switch (run.status) {
    case "running":
      if (run.errorCode !== null) return `Will be tried again: ${runErrorWords(run.errorCode)}`;
      return "Running";
    case "waiting":
      return `Waits for a person: would take ${run.dueCount.toLocaleString("en")}, may take ${(run.limitCount ?? 0).toLocaleString("en")}`;
    case "done":
      return run.dueCount === 0 ? "Nothing was due" : `${run.dueCount.toLocaleString("en")} requested`;
    case "skipped":
      return run.errorCode === null ? "Skipped" : "Stopped with the rule";
    case "failed":
      return `Given up: ${runErrorWords(run.errorCode ?? "unexpected")}`;
  }
};

const runErrorWords = (code: string): string => {
  const store = storeErrorCodes.find((each) => code === `store_${each}`);
  if (store !== undefined) return storeErrorWords(store);
  switch (code) {
    case "unavailable":
      return "the store is disabled.";
    case "not_found":
      return "the store is not set up any more.";
    case "count_changed":
      return "memories were changed, or held, since they were found.";
    case "timed_out":
      return "finding what matches took too long.";
    default:
      return "something unforeseen. The server’s log says more.";
  }
};

/** What is wrong with a rule that should run, in a few words; null when nothing is. */
export const troubleOf = ({ status, pausedBecause, lastRun }: RetentionRule): string | null => {
  if (status === "paused" && pausedBecause !== null && pausedBecause !== "by_member") return "Has stopped";
  if (lastRun?.status === "waiting") return "Waits for a person";
  if (lastRun?.status === "failed") return "Last run failed";
  return lastRun?.status === "running" && lastRun.errorCode !== null ? "Tried again" : null;
};
