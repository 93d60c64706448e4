import type pg from "pg";
import type { Lifetime } from "@/scripts/lifetime";
import type { Console } from "./console/start-console";
import type { Measurement } from "./measurement";
import type { PristineStore } from "./pristine-store";
import type { TemporaryDatabase } from "./temporary-database";

/** What every section works with. */
export type Bench = {
  database: TemporaryDatabase;
  /** Where copies of the store as it was loaded come from. */
  pristine: PristineStore;
  /** The connection on which the bare statements run. */
  client: pg.Client;
  /** Memories loaded: those generated from the indexes 0 to `rows` - 1. */
  rows: number;
  /** Only to show that it works. */
  isQuick: boolean;
  /** It is quick, or of so many memories that one round of some paths takes minutes. */
  hasFewRounds: boolean;
  log: (line: string) => void;
  signal: AbortSignal;
  /** Of what a section starts by itself. */
  lifetime: Lifetime;
  /** Hands out indexes of memories that nothing has deleted or imported yet. */
  indexes: IndexSupply;
};

export type IndexSupply = {
  /** Of stored memories, scattered over all of them. */
  stored: (count: number) => number[];
  /** The first of `count` neighbouring memories that are not stored. */
  unstored: (count: number) => number;
};

/**
 * A part of the bench. Those that need the console run first, beside it; the others after it has been stopped, since the
 * console works on every deletion it finds.
 */
export type Section =
  | { name: string; needs: "console"; run: (bench: Bench, web: Console) => Promise<Measurement[]> }
  | { name: string; needs: "database"; run: (bench: Bench) => Promise<Measurement[]> };

/** A path that answers wrongly has not been measured: the bench fails. */
export class WrongAnswerError extends Error {
  override readonly name: string = "WrongAnswerError";
}

/** The product gave up, and said so. */
export class TookTooLongError extends WrongAnswerError {
  override readonly name = "TookTooLongError";
}
