import { isUtf8 } from "node:buffer";
import { importedMemorySchema, type ImportedMemory } from "@/lib/imports/schema";
import { isExportEnd } from "@/lib/memories/export-end";

/** `memory` is null for the last line of Lethe's own export, which says of the file that it is whole. */
export type ParsedMemory =
  { ok: true; memory: ImportedMemory } | { ok: true; memory: null } | { ok: false; reason: string };

/** Reads one memory from the bytes of its JSON. The reason of a failure quotes nothing of it. */
export const parseMemory = (bytes: Buffer): ParsedMemory => {
  if (!isUtf8(bytes)) return { ok: false, reason: "This is not valid UTF-8." };
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    // The parser's own message quotes what it stumbled over.
    return { ok: false, reason: "This is not valid JSON." };
  }
  if (isExportEnd(value)) return { ok: true, memory: null };
  const parsed = importedMemorySchema.safeParse(value);
  if (parsed.success) return { ok: true, memory: parsed.data };
  const [issue] = parsed.error.issues;
  const key = issue?.path[0];
  if (key === undefined) return { ok: false, reason: "This is not a JSON object." };
  return {
    ok: false,
    reason: `"${String(key)}" ${isMissing(value, key) ? "is missing" : (issue?.message ?? "")}.`,
  };
};

const isMissing = (value: unknown, key: PropertyKey): boolean =>
  typeof value === "object" && value !== null && !(key in value);
