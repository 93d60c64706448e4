/** What Mem0's clients get of Lethe: each of their methods and commands, and each operation of Mem0's API, is one of these. */
export type Outcome =
  | { here: "works" }
  /** It works otherwise than Mem0 documents it. */
  | { here: "differs"; how: string }
  /** Lethe has no use for it, and says why. */
  | { here: "answers why not"; how: string };

/** A line of a table: of a method, a command or an operation. */
export type CoverageRow = {
  name: string;
  outcome: Outcome;
  /** Operations that it asks for. */
  asks: readonly string[];
  /** What it sends and Lethe takes without effect. */
  ignored: readonly string[];
  /** What a client does of itself, whatever server it asks, and people have to know. */
  toKnow?: string;
};
