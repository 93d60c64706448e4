import type { StaleReason } from "./stale-counts";
import type { WorklistName } from "./worklists";

/** What each list is called, and why one would look at it. */
export const worklistWords: Record<WorklistName, { title: string; why: string }> = {
  expired: {
    title: "Expired but still stored",
    why: "Mem0 hides a memory after its last day. The text stays in the store until it is deleted.",
  },
  superseded: {
    title: "Superseded",
    why: "A newer memory replaced them. Searches leave them out, but they are still stored.",
  },
  duplicates: {
    title: "Exact duplicates",
    why: "The same text for the same user, agent, app and run, whatever the case and spacing.",
  },
  unchanged: {
    title: "Not changed for a long time",
    why: "What was true then may no longer be. Nobody has added to or corrected them since.",
  },
  no_user: {
    title: "Without a user",
    why: "An erasure request by user ID does not find these.",
  },
  inactive: {
    title: "Entities without activity",
    why: "Memories of users, agents, apps or runs with nothing added or changed in this time.",
  },
  long: {
    title: "Very long texts",
    why: "A memory is meant to be one fact. Long ones are often whole conversations or documents.",
  },
};

export const staleWords: Record<StaleReason, string> = {
  expired: "Expired",
  superseded: "Superseded",
  duplicate: "Exact duplicate, not the newest",
  unchanged: "Not changed for a year",
};
