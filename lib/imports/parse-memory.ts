import { isJsonObject } from "@/lib/json/json-object";
import { parseExact } from "@/lib/json/parse-exact";
import { isExportEnd } from "@/lib/memories/export-end";
import { importedMemorySchema, type ImportedMemory } from "./schema";
import { knownKeyOf, likelyKeyOf, type KnownKey } from "./known-keys";

/** `memory` is null for the last line of Lethe's own export, which says of the file that it is whole. */
export type ParsedMemory =
  | { ok: true; memory: ImportedMemory; unknownKeys: readonly string[] }
  | { ok: true; memory: null }
  | { ok: false; reason: string };

/** Reads one memory from the bytes of its JSON. The reason of a failure quotes no value of it. */
export const parseMemory = (bytes: Uint8Array): ParsedMemory => {
  const read = readJson(bytes);
  if (!read.ok) return read;
  const { value } = read;
  if (isExportEnd(value)) return { ok: true, memory: null };
  if (!isJsonObject(value)) return { ok: false, reason: "This is not a JSON object." };
  const keys = spelled(value);
  if (!keys.ok) return keys;
  const parsed = importedMemorySchema.safeParse(keys.values);
  if (parsed.success) return { ok: true, memory: parsed.data, unknownKeys: keys.unknownKeys };
  const [issue] = parsed.error.issues;
  const key = String(issue?.path[0]);
  return {
    ok: false,
    reason: `"${key}" ${key in keys.values ? (issue?.message ?? "") : "is missing"}.`,
  };
};

type ReadJson = { ok: true; value: unknown } | { ok: false; reason: string };

/** Reads JSON in UTF-8; the parser's own message would quote what it stumbled over. */
export const readJson = (bytes: Uint8Array): ReadJson => {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { ok: false, reason: "This is not valid UTF-8." };
  }
  try {
    return { ok: true, value: parseExact(text) };
  } catch {
    const reason = text.includes("\u0000")
      ? "This contains a null or invalid character."
      : "This is not valid JSON.";
    return { ok: false, reason };
  }
};

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A memory's values by the keys that are meant, and the keys that mean nothing here; or why it is refused. */
type Spelled =
  | { ok: true; values: Partial<Record<KnownKey, unknown>>; unknownKeys: string[] }
  | { ok: false; reason: string };

/**
 * Takes the spellings of Mem0's API and its clients for what they mean. A key that is almost one of them is refused: taken for
 * unknown, it would cost the memory its user. Reasons quote a key only where it is almost a known one.
 */
const spelled = (memory: Record<string, unknown>): Spelled => {
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
