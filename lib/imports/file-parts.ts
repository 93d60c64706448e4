import { fileSource } from "./file-source";
import { fitsPart, partBody } from "./part";
import { openFile, type FileReport } from "./read-file";
import type { BadLine } from "./types";

export type Place = Pick<BadLine, "number" | "place">;

/** Some of a file's memories, to be sent together. */
export type FilePart = {
  body: Blob;
  /** Where in the file each memory of the body stands. */
  places: readonly Place[];
  /** Memories among them that could not be read, and are not in the body. */
  badLines: readonly BadLine[];
  /** How much of the file has been read for it and those before. */
  readBytes: number;
  isLast: boolean;
  report: FileReport;
};

const partBytesDefault = 2 * 1024 * 1024;

/**
 * Reads a file, and yields its memories in parts of about `partBytes` that are sent one after the other. Browsers show nothing
 * of an answer before they have sent the whole request (measured in Chromium: 64 MB were sent for 5.7 s, and the first line
 * of the answer came after that), so one request for the whole file could tell neither its progress nor its bad lines, and
 * would not outlive a limit of time or size per request. Memory does not grow with the file. Throws an UnreadableFile.
 */
export async function* filePartsOf(file: Blob, partBytes = partBytesDefault): AsyncGenerator<FilePart> {
  let readBytes = 0;
  const { pieces, report } = await openFile(fileSource(file, (count) => (readBytes = count)));
  let memories: Uint8Array[] = [];
  let [places, badLines, size]: [Place[], BadLine[], number] = [[], [], 0];
  const take = (): FilePart => {
    const part = { body: partBody(memories), places, badLines, readBytes, isLast: false, report };
    [memories, places, badLines, size] = [[], [], [], 0];
    return part;
  };
  for await (const some of pieces) {
    for (const { number, place, bytes, reason } of some) {
      if (bytes !== null && fitsPart(bytes)) {
        memories.push(bytes);
        places.push({ number, place });
        size += bytes.length;
      } else badLines.push({ number, place, reason: reason ?? "This is not valid JSON." });
      if (size >= partBytes || badLines.length >= badLinesMax) yield take();
    }
  }
  // Also without memories: what was said of the file since the last part is complete now.
  yield { ...take(), readBytes: file.size, isLast: true };
}

const badLinesMax = 10_000;
