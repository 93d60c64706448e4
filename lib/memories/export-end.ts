/**
 * The last line of an export says that the file is whole. One that broke off has none, and looks like one in no other way.
 * `salt` (hexadecimal) makes the key under which the ledger has committed itself to what was exported.
 */
export const exportEndLine = (end: { count: number; salt: string }): string =>
  JSON.stringify({ [key]: { complete: true, ...end } });

/** Whether a value of a file to import is such a line, and so no memory. */
export const isExportEnd = (value: unknown): boolean =>
  typeof value === "object" && value !== null && key in value && !("memory" in value);

/** How many memories a file has whose last line this is; null when that line does not end a whole export. */
export const exportedCountOf = (lastLine: string): number | null => {
  try {
    const value: unknown = JSON.parse(lastLine);
    return isWholeEnd(value) ? value[key].count : null;
  } catch {
    return null;
  }
};

const key = "lethe_export";
const isWholeEnd = (value: unknown): value is { [key]: { count: number } } => {
  if (typeof value !== "object" || value === null || !(key in value)) return false;
  const end: unknown = value[key];
  if (typeof end !== "object" || end === null || !("complete" in end) || !("count" in end)) return false;
  return end.complete === true && Number.isSafeInteger(end.count) && Number(end.count) >= 0;
};
