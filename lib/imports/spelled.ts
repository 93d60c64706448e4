import { knownKeyOf, likelyKeyOf, type KnownKey } from "./known-keys";

/** A memory's values by the keys that are meant, and the keys that mean nothing here; or why it cannot be told. */
export type Spelled =
  | { ok: true; values: Partial<Record<KnownKey, unknown>>; unknownKeys: string[] }
  | { ok: false; reason: string };

/**
 * Takes the spellings of Mem0's API and its clients for what they mean. A key that is almost one of them is refused: taken for
 * unknown, it would cost the memory its user. Reasons quote a key only where it is almost a known one.
 */
export const spelled = (memory: Record<string, unknown>): Spelled => {
  const values: Partial<Record<KnownKey, unknown>> = {};
  const unknownKeys: string[] = [];
  for (const [key, value] of Object.entries(memory)) {
    const known = knownKeyOf(key);
    if (known === undefined) {
      const likely = likelyKeyOf(key);
      if (likely !== undefined)
        return { ok: false, reason: `"${key}" is not a key that Lethe knows. Write "${likely}".` };
      unknownKeys.push(key);
    } else if (isNone(values[known])) values[known] = value;
    else if (!isNone(value) && !isSame(values[known], value))
      return { ok: false, reason: `"${known}" and "${key}" differ.` };
  }
  // Both are the run's name, and only one can be stored.
  const { run_id: run, session_id: session } = values;
  return isNamed(run) && isNamed(session) && run !== session
    ? { ok: false, reason: '"run_id" and "session_id" differ.' }
    : { ok: true, values, unknownKeys };
};

const isNamed = (id: unknown): boolean => !isNone(id) && id !== "";

const isNone = (value: unknown): boolean => value === undefined || value === null;

const isSame = (a: unknown, b: unknown): boolean => a === b;
