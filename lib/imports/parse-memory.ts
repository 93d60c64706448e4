import { importedMemorySchema, type ImportedMemory } from "./schema";
import { isJsonObject } from "@/lib/json/json-object";
import { parseExact } from "@/lib/json/parse-exact";
import { isExportEnd } from "@/lib/memories/export-end";
import { spelled } from "./spelled";

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
