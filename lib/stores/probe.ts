import type { ReplicaStanding } from "@/lib/database/replica-standing";
import type { StoreErrorCode } from "@/lib/errors/store-error";
import type { RemoteStore } from "./types";

/**
 * What is tried of a store, in the order it is shown: whether it answers, takes the key, lists, and would delete (told from
 * rights or answers; nothing is ever deleted to find out); what it says it is; and whether its database is there.
 */
export const probeChecks = ["reachable", "key", "list", "delete", "project", "database"] as const;
export type ProbeCheck = (typeof probeChecks)[number];

export type ProbeLine = {
  check: ProbeCheck;
  /** `unknown`: the store has no way to tell. `not_tried`: another one failed before, or it is not set up. */
  outcome: "works" | "fails" | "unknown" | "not_tried";
  /** Why it fails. */
  errorCode: StoreErrorCode | null;
  /** What was found, on one line: ids of organisation and project, a version, a number of memories. Never a text or a secret. */
  found: string | null;
};

/** A line for each check that the kind of store has, in order. */
export type StoreProbe = ProbeLine[];

/** Whether a store can be browsed: it answers, takes the key, and lists; and so does its database, by which it is read if it has one. */
export const healthFrom = (probe: StoreProbe): StoreHealth => {
  const broken = probe.find(
    ({ check, outcome }) =>
      (essentialChecks.includes(check) && (outcome === "fails" || outcome === "not_tried")) ||
      (check === "database" && outcome === "fails"),
  );
  return broken === undefined
    ? { isWell: true }
    : { isWell: false, check: broken.check, errorCode: broken.errorCode };
};

const essentialChecks: readonly ProbeCheck[] = ["reachable", "key", "list"];

/** An adapter of a remote store, as the registry keeps it. */
export type ProbedStore = RemoteStore & {
  /** Tries what works. Changes nothing in the store, and never throws for what the store does: that is a line. */
  probe(signal: AbortSignal): Promise<StoreProbe>;
  /** Ends its connections; it is not used any more. */
  close(): Promise<void>;
};

/** Whether a store answers and lists; otherwise what of that does not work, and why. */
export type StoreHealth =
  /** `replica`: of the built-in store, where it has one. */
  | { isWell: true; replica?: ReplicaStanding }
  | { isWell: false; check: ProbeCheck; errorCode: StoreErrorCode | null };
