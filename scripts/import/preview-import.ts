import { previewFile } from "@/lib/imports/preview-file";
import { writeExact } from "@/lib/json/write-exact";
import { UnreadableFile } from "@/lib/imports/unreadable-file";
import { StartError } from "../start-error";
import { badLineText } from "./conclude-import";

/** Prints what an import would make of a file, and answers the exit code: 0 when there is something to add. */
export const previewImport = async (source: AsyncIterable<Uint8Array>): Promise<number> => {
  const preview = await previewFile(source).catch((error: unknown) => {
    throw error instanceof UnreadableFile ? new StartError(error.message) : error;
  });
  console.log(`Format: ${preview.format.join(", ")}${shapeWords(preview.shapeName)}`);
  console.log("Fields to import:");
  for (const { from, to } of preview.mapping) console.log(`  ${from}${from === to ? "" : ` as ${to}`}`);
  if (preview.ignored.length > 0) console.log(`Fields not imported: ${preview.ignored.join(", ")}`);
  console.log(preview.isWhole ? "Its memories:" : "Its first memories:");
  for (const memory of preview.memories) console.log(writeExact(memory, 2));
  for (const badLine of preview.badLines) console.log(badLineText(badLine));
  console.log("Nothing was added: this was a preview.");
  return preview.memories.length > 0 ? 0 : 1;
};

const shapeWords = (name: string | null): string => (name === null ? "" : `; looks like ${name}`);
