import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { actorJson, instant, selectionJson } from "./column-types.ts";

/**
 * A retention rule: what it is now. What it says lies in its versions. A removed one stays as the name of the deletions that it made;
 * the filters of its versions, which may name a person, go when it is removed.
 */
export const retentionRules = pgTable(
  "retention_rules",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    // Its name in LETHE_RETENTION_FILE; null for one that was made in the settings.
    declaredAs: text("declared_as"),
    storeId: text("store_id").notNull(),
    status: text("status").$type<"draft" | "on" | "paused" | "removed">().notNull().default("draft"),
    // Why it is paused; null for every other status.
    pausedBecause: text("paused_because").$type<
      "by_member" | "answerer_gone" | "needs_approval" | "declaration_gone" | "store_gone"
    >(),
    version: integer("version").notNull().default(1),
    // The instant of its schedule that comes next, or was missed; null unless it is on.
    nextRunAt: instant("next_run_at"),
    createdBy: actorJson("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    changedAt: instant("changed_at").notNull(),
  },
  (table) => [
    uniqueIndex("retention_rules_declared")
      .on(table.declaredAs)
      .where(sql`${table.declaredAs} is not null and ${table.status} <> 'removed'`),
    index("retention_rules_next")
      .on(table.nextRunAt)
      .where(sql`${table.status} = 'on'`),
  ],
);

/** What a rule said from when on. A version is never changed, so that history can name the one that ran. */
export const retentionVersions = pgTable(
  "retention_versions",
  {
    ruleId: uuid("rule_id")
      .notNull()
      .references(() => retentionRules.id, { onDelete: "cascade" }),
    version: integer("version").notNull(),
    name: text("name").notNull(),
    // Null once its rule is removed.
    filter: selectionJson("filter"),
    keepsImmutable: boolean("keeps_immutable").notNull(),
    // Five fields of cron, read in the time zone.
    schedule: text("schedule").notNull(),
    timeZone: text("time_zone").notNull(),
    waitDays: integer("wait_days").notNull(),
    // The most that a run takes by itself: so many, and so many times what it usually takes.
    countMax: integer("count_max").notNull(),
    usualFactor: real("usual_factor").notNull(),
    // The member who answers for it.
    answererId: uuid("answerer_id").notNull(),
    madeBy: actorJson("made_by").notNull(),
    madeAt: instant("made_at").notNull(),
    // Whether a second person has approved that it runs.
    isPermitted: boolean("is_permitted").notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.ruleId, table.version] }),
    check("retention_versions_wait", sql`${table.waitDays} between 0 and 30`),
  ],
);

/** One run of a rule, for one instant of its schedule: never two for the same, whichever process was first. */
export const retentionRuns = pgTable(
  "retention_runs",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ruleId: uuid("rule_id")
      .notNull()
      .references(() => retentionRules.id, { onDelete: "cascade" }),
    version: integer("version").notNull(),
    // The instant of the schedule; of a run that was asked for by hand, when that was.
    dueAt: instant("due_at").notNull(),
    // Instants of the schedule before it that were missed, and which it stands for.
    missedCount: integer("missed_count").notNull().default(0),
    status: text("status")
      .$type<"running" | "waiting" | "done" | "skipped" | "failed">()
      .notNull()
      .default("running"),
    leaseOwner: uuid("lease_owner"),
    leaseExpiresAt: instant("lease_expires_at"),
    // The instant that "90 days ago" and the like are counted back from, the same on every try.
    asOf: instant("as_of").notNull(),
    attemptCount: integer("attempt_count").notNull().default(0),
    nextTryAt: instant("next_try_at").notNull(),
    errorCode: text("error_code"),
    // Newly found; waited and no longer match; match and are held, or spared by an exemption; whose waiting is over.
    foundCount: integer("found_count").notNull().default(0),
    leftCount: integer("left_count").notNull().default(0),
    heldCount: integer("held_count").notNull().default(0),
    sparedCount: integer("spared_count").notNull().default(0),
    dueCount: integer("due_count").notNull().default(0),
    // What it may take by itself, which was less than it would; null while it was not stopped.
    limitCount: integer("limit_count"),
    // Who let it go on with how many, or skipped it.
    decidedBy: actorJson("decided_by"),
    decidedAt: instant("decided_at"),
    letCount: integer("let_count"),
    // Its deletions, at most 100,000 memories each.
    deletionIds: uuid("deletion_ids")
      .array()
      .notNull()
      .default(sql`'{}'`),
    endedAt: instant("ended_at"),
  },
  (table) => [
    uniqueIndex("retention_runs_due").on(table.ruleId, table.dueAt),
    index("retention_runs_open")
      .on(table.nextTryAt)
      .where(sql`${table.endedAt} is null`),
  ],
);

/** Memories that a rule has found and that wait to be deleted: ids only. They go with their turn, or when they no longer match. */
export const retentionWaiting = pgTable(
  "retention_waiting",
  {
    ruleId: uuid("rule_id")
      .notNull()
      .references(() => retentionRules.id, { onDelete: "cascade" }),
    memoryId: text("memory_id").notNull(),
    foundAt: instant("found_at").notNull(),
    dueAt: instant("due_at").notNull(),
    // When a run last found that it matches.
    seenAt: instant("seen_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ruleId, table.memoryId] }),
    index("retention_waiting_due").on(table.ruleId, table.dueAt, table.memoryId),
  ],
);

/**
 * What a rule leaves: one memory, or all of a user, until a day. `value` and `reason` may name a person: they go when a member ends it,
 * and 30 days after its end (pruneExemptions in lib/retention/server/exempt.ts).
 */
export const retentionExemptions = pgTable(
  "retention_exemptions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ruleId: uuid("rule_id")
      .notNull()
      .references(() => retentionRules.id, { onDelete: "cascade" }),
    kind: text("kind").$type<"memory" | "user">().notNull(),
    value: text("value").notNull(),
    reason: text("reason").notNull(),
    untilAt: instant("until_at").notNull(),
    madeBy: actorJson("made_by").notNull(),
    madeAt: instant("made_at").notNull(),
  },
  (table) => [uniqueIndex("retention_exemptions_one").on(table.ruleId, table.kind, table.value)],
);
