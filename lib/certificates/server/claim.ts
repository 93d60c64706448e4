import type { Hash } from "@/lib/ledger/log/hash";
import type { LedgerEvent } from "@/lib/ledger/types";

/** What of a ledger is needed to hold a certificate against it. */
export type LedgerExtract = {
  /** By their numbers. */
  events: ReadonlyMap<number, LedgerEvent>;
  /** The event that says that a certificate of this digest was issued; null when there is none. */
  issued: LedgerEvent | null;
  /** The root hash over as many first events as the checkpoint that it names has; null when there are fewer, or it names none. */
  root: Hash | null;
};

/** One thing that a certificate claims, and whether the ledger has it so. */
export type Claim = { stands: boolean; words: string };
export type LedgerEvents = LedgerExtract["events"];
