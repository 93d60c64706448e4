import { eq, sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { databaseNow } from "@/lib/database/server/database-clock";
import { log } from "@/lib/env/log";
import { errorForLog } from "@/lib/errors/error-for-log";
import type { SecurityEventKind } from "@/lib/security/event-kinds";
import { securityEvents } from "@/drizzle/schema/security";
import { addressGroup } from "./address-group";

export type SecurityEvent = {
  kind: SecurityEventKind;
  /** Null: not known who. */
  actor: NonNullable<typeof securityEvents.$inferSelect.actor> | null;
  /** By `clientAddress`. */
  address: string | null;
  /** Codes, ids and names of Lethe's own things; never what someone typed. `count` is set here. */
  detail?: Record<string, string | number>;
};

/** The row of what happens again and again, until `closesAt`; `unwritten` times it happened since it was last written. */
type Repeated = {
  database: Database;
  event: SecurityEvent;
  id: Promise<number>;
  unwritten: number;
  closesAt: number;
};

const windowMs = 60_000;
const writeEveryMs = 5_000;
/** Of one process in a minute, of each budget. What comes beyond is counted in one row. */
const rowsMax = 120;
/** However many there are: each ends in, or began with, a sign-in. */
const alwaysKept: ReadonlySet<SecurityEventKind> = new Set([
  "sign_in",
  "sign_out",
  "reauthenticated",
  "recovery_code_used",
  "events_left_out",
]);
/** What only somebody with a session, a key or the right password can cause, when it is known who. */
const fromWithin: ReadonlySet<SecurityEventKind> = new Set([
  "reauthentication_failed",
  "totp_failed",
  "totp_reused",
  "action_refused",
  "request_refused",
  "limit_hit",
]);

/**
 * What an event is counted with, so that no one can push out another's: by kind what strangers cause, by account what is tried at
 * it from outside, and by member or key what they do themselves.
 */
const budgetOf = ({ kind, actor }: SecurityEvent): string =>
  actor === null ? kind : `${actor.kind} ${actor.id} ${fromWithin.has(kind) ? "within" : "outside"}`;

// Next bundles routes, actions and instrumentation apart: a module variable would be several.
type State = { rows: Map<string, Repeated>; spent: Map<string, number>; timer: NodeJS.Timeout | null };
const shared = globalThis as typeof globalThis & { letheSecurityEvents?: State };
const state = (): State =>
  (shared.letheSecurityEvents ??= { rows: new Map(), spent: new Map(), timer: null });

const keep = (key: string, row: Repeated): void => {
  const { rows, spent } = state();
  forget(key);
  rows.set(key, row);
  const budget = budgetOf(row.event);
  spent.set(budget, (spent.get(budget) ?? 0) + 1);
};

const forget = (key: string): void => {
  const { rows, spent } = state();
  const row = rows.get(key);
  if (row === undefined) return;
  rows.delete(key);
  const budget = budgetOf(row.event);
  const left = (spent.get(budget) ?? 1) - 1;
  if (left === 0) spent.delete(budget);
  else spent.set(budget, left);
};

/**
 * Writes down what happened at a door: a row that Settings → Security shows for 90 days, and a line in the log ("security
 * event"). What repeats within a minute, of the same kind, actor, address and detail, is one row with a count, so that an
 * attacker fills neither. Never rejects; the caller need not wait.
 */
export const recordSecurityEvent = async (database: Database, event: SecurityEvent): Promise<void> => {
  try {
    await record(database, event);
  } catch (error) {
    log().error({ kind: event.kind, error: errorForLog(error) }, "security event not recorded");
  }
};

const record = async (database: Database, event: SecurityEvent): Promise<void> => {
  const { rows, spent } = state();
  const now = Date.now();
  const key = keyOf(event);
  const known = rows.get(key);
  if (known?.database === database && now < known.closesAt) {
    known.unwritten++;
    writeLater();
    return;
  }
  if ((spent.get(budgetOf(event)) ?? 0) >= rowsMax && !alwaysKept.has(event.kind)) {
    await record(database, { kind: "events_left_out", actor: event.actor, address: null });
    return;
  }
  const id = insert(database, event);
  keep(key, { database, event, id, unwritten: 0, closesAt: now + windowMs });
  writeLater();
  writeLine(event, 1);
  await id.catch((error: unknown) => {
    forget(key);
    throw error;
  });
};

const insert = async (
  database: Database,
  { kind, actor, address, detail = {} }: SecurityEvent,
): Promise<number> => {
  const [row] = await database
    .insert(securityEvents)
    .values({ at: databaseNow(), kind, actor, address, detail: { ...detail, count: 1 } })
    .returning({ id: securityEvents.id });
  if (row === undefined) throw new Error("An insert answered no row.");
  return row.id;
};

/** Writes the counts of what was repeated, and forgets what is over. Called by a timer, and when the server stops. */
export const writeRepeatedEvents = async (): Promise<void> => {
  const { rows } = state();
  for (const [key, row] of rows) {
    if (row.unwritten > 0) {
      const more = row.unwritten;
      row.unwritten = 0;
      try {
        await addTo(row, more);
        writeLine(row.event, more);
      } catch (error) {
        log().error({ kind: row.event.kind, error: errorForLog(error) }, "security event not recorded");
      }
    }
    if (Date.now() >= row.closesAt) forget(key);
  }
};

const addTo = async ({ database, id }: Repeated, more: number): Promise<void> => {
  const counted = sql`coalesce((${securityEvents.detail} ->> 'count')::integer, 1) + ${more}`;
  await database
    .update(securityEvents)
    .set({ detail: sql`${securityEvents.detail} || jsonb_build_object('count', ${counted})` })
    .where(eq(securityEvents.id, await id));
};

const writeLater = (): void => {
  const current = state();
  current.timer ??= setTimeout(() => {
    void writeRepeatedEvents().finally(() => {
      current.timer = null;
      if (current.rows.size > 0) writeLater();
    });
  }, writeEveryMs).unref();
};

const keyOf = ({ kind, actor, address, detail = {} }: SecurityEvent): string =>
  JSON.stringify([
    kind,
    actor?.kind ?? null,
    actor?.id ?? null,
    address === null ? null : addressGroup(address),
    Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);

const writeLine = ({ kind, actor, address, detail }: SecurityEvent, count: number): void => {
  log().info(
    { kind, actor: actor === null ? null : `${actor.kind} ${actor.id}`, address, ...detail, count },
    "security event",
  );
};
