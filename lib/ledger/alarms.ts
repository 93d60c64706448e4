/** What an alarm of the ledger is about. */
export const ledgerAlarmCodes = [
  /** The ledger ends before what was signed. */
  "truncated",
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
