import { faultInputSchema, noFaults, type FaultInput, type Faults } from "./faults";
import type { OperationName } from "./types";

/** Faults that are over after a number of requests, or begin after one, or hit every n-th. */
const counted = [
  "rateLimit",
  "serverErrors",
  "cutAnswers",
  "garbled",
  "batchFailuresHalfWay",
  "silence",
] as const;
type Counted = (typeof counted)[number];

/** The faults in force, and how often each has had its turn since it was switched on. */
export class FaultSwitches {
  #faults: Faults = noFaults;
  #turns = new Map<Counted, number>();

  get now(): Faults {
    return this.#faults;
  }

  set(input: FaultInput): void {
    const given = Object.entries<unknown>(faultInputSchema.parse(input)).filter(
      ([, value]) => value !== undefined,
    );
    this.#faults = { ...this.#faults, ...Object.fromEntries(given) };
    for (const name of counted) if (given.some(([key]) => key === name)) this.#turns.delete(name);
  }

  clear(): void {
    this.#faults = noFaults;
    this.#turns.clear();
  }

  /** Whether this request is a 429's turn. */
  isLimited(operation: OperationName): boolean {
    const { rateLimit } = this.#faults;
    return (
      rateLimit !== null && isFor(rateLimit, operation) && this.#turn("rateLimit") % rateLimit.every === 0
    );
  }

  /** The fault when it hits this request; it has then had its turn. */
  take<Name extends "serverErrors" | "cutAnswers" | "garbled">(
    name: Name,
    operation: OperationName,
  ): NonNullable<Faults[Name]> | null {
    const fault = this.#faults[name];
    if (fault === null || !isFor(fault, operation)) return null;
    return fault.count === null || this.#turn(name) <= fault.count ? fault : null;
  }

  takeBatchFailure(): boolean {
    const countMax = this.#faults.batchFailuresHalfWay;
    return countMax > 0 && this.#turn("batchFailuresHalfWay") <= countMax;
  }

  noteDeletion(): void {
    this.#turn("silence");
  }

  /** How nothing is answered any more, or null. */
  silence(): "hang" | "close" | null {
    const { silence } = this.#faults;
    return silence !== null && (this.#turns.get("silence") ?? 0) >= silence.afterDeletions
      ? silence.how
      : null;
  }

  /** Counts a turn and says which it is, from 1. */
  #turn(name: Counted): number {
    const turn = (this.#turns.get(name) ?? 0) + 1;
    this.#turns.set(name, turn);
    return turn;
  }
}

const isFor = (fault: { operations: readonly OperationName[] | null }, operation: OperationName): boolean =>
  fault.operations === null || fault.operations.includes(operation);
