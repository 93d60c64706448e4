/** A value of a file as other tools write it. */
export type Value = Readonly<Record<string, unknown>>;
/** What stands around the list that a value is in. */
export type Around = Value | undefined;

/** What becomes of one value: a memory in the names of Mem0's API, nothing for a reason that is counted, or a bad line. */
export type Mapped =
  { kind: "memory"; memory: Value } | { kind: "left_out"; why: string } | { kind: "bad"; reason: string };

export type MappedField = { from: string; to: string };

/**
 * The shape in which one tool writes memories. `name` reads on from "This looks like …". Where it is clear without a guess
 * what means what, it is mapped; otherwise `advice` says what to do.
 */
export type Shape = { name: string; isOf: (value: Value, around: Around) => boolean } & (
  | { fields: readonly MappedField[]; map: (value: Value, around: Around) => Mapped }
  | { fields: null; advice: string }
);

export const isText = (value: unknown): value is string => typeof value === "string";

/** The same without keys that are used up or hold only numbers for a search. */
export const without = (value: Value, ...keys: readonly string[]): Value =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
