import { z } from "zod";

/** What an alarm of the ledger is about. */
export const ledgerAlarmCodes = [
  /** The ledger ends before what was signed. */
  "truncated",
  /** The journal of erasures tells that the database is an older one, put back: its ledger went on otherwise. */
  "restored",
  /** Events are not those that were signed, as what is kept in the database says. */
  "rewritten",
  /** Not those of the checkpoint that is kept outside of it: an older backup was put back, or the ledger forked. */
  "forked",
  /** A number is missing, or out of order. */
  "gap",
  /** What is kept outside is no checkpoint, or cannot be read. */
  "kept_unreadable",
  /** A witness holds another tree of the same log, and refuses to sign this one. */
  "witness_refused",
  /** A witness has signed more events than the ledger has. */
  "witness_ahead",
] as const;
export type LedgerAlarmCode = (typeof ledgerAlarmCodes)[number];

/** An alarm as pages show it; instants are ISO 8601 in UTC. */
export type ShownAlarm = {
  id: number;
  code: string;
  /** The witness that it is about; empty for the ledger itself. */
  subject: string;
  facts: Record<string, string | number>;
  raisedAt: string;
  lastSeenAt: string;
  /** Null: it is so still. */
  clearedAt: string | null;
  /** Null: no admin has acknowledged it. */
  acknowledged: { at: string; by: string; reason: string } | null;
};

export const alarmReasonLengthMax = 500;

export const acknowledgeSchema = z.object({
  id: z.int().min(1),
  reason: z
    .string()
    .trim()
    .min(1, "Enter what was found out.")
    .max(alarmReasonLengthMax, `At most ${alarmReasonLengthMax} characters.`),
});
export type AcknowledgeInput = z.infer<typeof acknowledgeSchema>;
