/** Files that are no text, by their first bytes (https://en.wikipedia.org/wiki/List_of_file_signatures). */
const signatures: readonly { name: string; advice: string; text: string }[] = [
  { name: "a PDF", advice: "Lethe cannot read memories from it.", text: "%PDF-" },
  {
    name: "a SQLite database",
    advice: "Export its memories as JSON or CSV, and import that.",
    text: "SQLite format 3",
  },
  { name: "a Parquet file", advice: "Convert it to JSON Lines or CSV, and import that.", text: "PAR1" },
  { name: "compressed with 7-Zip", advice: "Unpack it first.", text: "7z\u00bc\u00af" },
  { name: "compressed with Zstandard", advice: "Unpack it first.", text: "\u0028\u00b5\u002f\u00fd" },
  { name: "compressed with bzip2", advice: "Unpack it first.", text: "BZh" },
  { name: "compressed with xz", advice: "Unpack it first.", text: "\u00fd7zXZ" },
  { name: "a RAR archive", advice: "Unpack it first.", text: "Rar!" },
  {
    name: "a dump of Postgres",
    advice: "Restore it, and export the memories as JSON or CSV.",
    text: "PGDMP",
  },
];

/** What a file seems to be that cannot be read, in a sentence or two; null when its beginning could be text. */
export const notTextReason = (head: Uint8Array): string | null => {
  const text = new TextDecoder("latin1").decode(head.subarray(0, 300));
  const known = signatures.find((signature) => text.startsWith(signature.text));
  if (known !== undefined) return `This file is ${known.name}. ${known.advice}`;
  if (text.slice(257, 262) === "ustar") return "This file is a tar archive. Unpack it first.";
  return null;
};
