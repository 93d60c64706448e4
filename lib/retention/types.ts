import { z } from "zod";
import type { Actor } from "@/lib/access/types";
import type { Deletion } from "@/lib/deletions/types";
import type { Filter } from "@/lib/filters/filter";
import type { MemoryId } from "@/lib/memories/types";
import type { StoreId } from "@/lib/stores/store-ids";

export const ruleIdSchema = z.uuid().brand<"RetentionRuleId">();
export type RuleId = z.infer<typeof ruleIdSchema>;
export const runIdSchema = z.uuid().brand<"RetentionRunId">();
export type RunId = z.infer<typeof runIdSchema>;
export const exemptionIdSchema = z.uuid().brand<"RetentionExemptionId">();
export type ExemptionId = z.infer<typeof exemptionIdSchema>;

export const waitDaysMax = 30;

/**
 * Why a rule does not run. `answerer_gone`: who answers for it was disabled, or is no admin any more. `needs_approval`: the
 * second-person rule was turned on since, and nobody else has approved it. `declaration_gone`: it left the file that declares it.
 */
export type PausedBecause =
  "by_member" | "answerer_gone" | "needs_approval" | "declaration_gone" | "store_gone";

/** `draft`: it only counts. */
export type RuleStatus = "draft" | "on" | "paused" | "removed";

/** What a rule says, as a version keeps it. */
export type RuleTerms = {
  name: string;
  filter: Filter;
  /** Whether immutable memories that match stay. */
  keepsImmutable: boolean;
  schedule: string;
  timeZone: string;
  /** Between being found and being deleted. */
  waitDays: number;
  countMax: number;
  usualFactor: number;
  answererId: string;
};

export type RuleVersion = Omit<RuleTerms, "filter"> & {
  version: number;
  /** Null once the rule is removed. With references for texts and IDs where the role does not see them. */
  filter: Filter | null;
  isFilterHidden: boolean;
  answererName: string | null;
  madeBy: Actor;
  madeAt: string;
};

/** A rule as it crosses the wire: instants are ISO 8601 in UTC. */
export type RetentionRule = {
  id: RuleId;
  storeId: StoreId;
  storeName: string;
  status: RuleStatus;
  pausedBecause: PausedBecause | null;
  /** Made by LETHE_RETENTION_FILE: changed there, and turned on here. */
  isDeclared: boolean;
  current: RuleVersion;
  nextRunAt: string | null;
  createdBy: Actor;
  createdAt: string;
  lastRun: RetentionRun | null;
  waitingCount: number;
  /** When the next of the waiting ones can go. */
  waitingDueAt: string | null;
  /** How many the next run takes without waiting for a person. */
  limit: number;
};

/** `waiting`: it would take more than it may by itself. `skipped`: a person let it take nothing. */
export type RunStatus = "running" | "waiting" | "done" | "skipped" | "failed";

export type RetentionRun = {
  id: RunId;
  ruleId: RuleId;
  version: number;
  dueAt: string;
  missedCount: number;
  status: RunStatus;
  asOf: string;
  attemptCount: number;
  nextTryAt: string;
  errorCode: string | null;
  foundCount: number;
  leftCount: number;
  heldCount: number;
  sparedCount: number;
  dueCount: number;
  limitCount: number | null;
  decidedBy: Actor | null;
  letCount: number | null;
  deletions: Pick<Deletion, "id" | "status" | "requestedCount" | "deletedCount">[];
  endedAt: string | null;
};

/** A memory that waits. `memory` null: it is not in the store any more, or could not be read. */
export type WaitingMemory = {
  memoryId: MemoryId;
  foundAt: string;
  dueAt: string;
  memory: { text: string; userId: string | null } | null;
};
export type WaitingPosition = { dueAt: string; memoryId: string };
export type WaitingPage = { memories: WaitingMemory[]; nextAfter: WaitingPosition | null };

export type Exemption = {
  id: ExemptionId;
  kind: "memory" | "user";
  value: string;
  reason: string;
  untilAt: string;
  madeBy: Actor;
};

/**
 * How many a rule would have found newly on each of the past days of its time zone, oldest first and today so far last. `not_told`:
 * the store cannot tell; `too_slow`: counting them took too long.
 */
export type ForecastDays =
  { kind: "counted"; days: { day: string; count: number }[] } | { kind: "not_told" } | { kind: "too_slow" };

/** What a rule would take, without what is held or kept from it. */
export type Forecast = {
  now: { count: number; isExact: boolean };
  days: ForecastDays;
  newest: { id: MemoryId; text: string; userId: string | null; createdAt: string }[];
  /** Whether it takes everything, or all with any user, agent, app or run, as the store is now. */
  takesAll: boolean;
};

/** A rule that runs by itself. `dueCount`: whose waiting ends by then, about how many it takes. */
export type NextRun = { ruleId: string; name: string; nextRunAt: string; dueCount: number };

/** A run that waits for a person, as it would take more than it may. */
export type WaitingRun = { runId: string; ruleId: string; name: string; dueCount: number; since: string };

/** The rules that run next, soonest first, and the runs that wait. */
export type ComingRuns = { next: NextRun[]; waiting: WaitingRun[] };
