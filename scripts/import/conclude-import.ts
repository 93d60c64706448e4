import { differingWords } from "@/lib/imports/differing-words";
import { importWords } from "@/lib/filters/import-words";
import type { FileReport } from "@/lib/imports/read-file";
import type { BadLine, ImportResult } from "@/lib/imports/types";
import { unknownKeyWords } from "@/lib/imports/unknown-key-tally";

export const badLineText = ({ place, number, reason }: BadLine): string =>
  `${place === "line" ? "line" : "memory"} ${number}: ${reason}`;

export const countWords = (added: number, present: number, bad: number): string => {
  const [a, p, b] = [added, present, bad].map((count) => count.toLocaleString("en-US"));
  return `${a} added, ${p} already there, ${b} bad`;
};

/** Prints how an import ended, and answers the exit code. */
export const concludeImport = (
  { result, report }: { result: ImportResult; report: FileReport | null },
  name: string,
): number => {
  const counts = countWords(result.addedCount, result.alreadyPresentCount, result.badCount);
  const read = `${result.lineCount.toLocaleString("en-US")} ${result.lineCount === 1 ? "memory" : "memories"}`;
  for (const note of notesOf(result, report)) console.log(note);
  switch (result.end) {
    case "complete":
      console.log(`${nothingWords(result)}Read ${read} from ${name}: ${counts}.`);
      return result.addedCount > 0 && result.badCount === 0 ? 0 : 1;
    case "aborted":
      console.log(`Stopped after ${read} of ${name}: ${counts}. Import it again to add the rest.`);
      return 130;
    case "source_failed":
      console.log(`${name} could not be read to its end. Read ${read}: ${counts}.`);
      return 1;
    case "unreadable":
      console.log(`${result.problem ?? ""} Until then ${read} were read from ${name}: ${counts}.`);
      return 1;
  }
};

const nothingWords = ({ addedCount, alreadyPresentCount, badCount, lineCount }: ImportResult): string => {
  if (addedCount > 0) return "";
  if (lineCount === 0) return "Nothing was added: the file contains no memories. ";
  if (badCount === 0 && alreadyPresentCount > 0) return "Nothing new: all of them were already there. ";
  return "Nothing was added. ";
};

const notesOf = (
  { unknownKeys, addedCount, differingCount, importId }: ImportResult,
  report: FileReport | null,
): string[] => {
  const notes: string[] = [];
  if (report?.shapeName != null) notes.push(`Read as ${report.shapeName}.`);
  for (const [why, count] of report?.leftOut ?? [])
    notes.push(`${count.toLocaleString("en-US")} left out: ${why}.`);
  if (Object.keys(unknownKeys).length > 0) notes.push(`Not imported: ${unknownKeyWords(unknownKeys)}.`);
  if (addedCount > 0)
    notes.push(`To find what was added, or delete it, filter by: Import is ${importWords(importId)}.`);
  const different = differingWords(differingCount);
  if (different !== "") notes.push(`Warning: ${different}`);
  return [...notes, ...(report?.warnings() ?? []).map((warning) => `Warning: ${warning}`)];
};
