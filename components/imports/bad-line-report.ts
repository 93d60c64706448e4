import type { BadLine } from "@/lib/imports/types";
import { placeWords } from "./import-state";

const linesPerBlob = 20_000;

/** Collects every bad line as text to download. The browser may keep blobs on disk, so that many cost little memory. */
export type BadLineReport = { add: (badLine: BadLine) => void; toBlob: () => Blob };

export const newBadLineReport = (): BadLineReport => {
  const blobs: Blob[] = [];
  let recent: string[] = [];
  const flush = () => {
    blobs.push(new Blob(recent));
    recent = [];
  };
  return {
    add: (badLine) => {
      recent.push(`${placeWords(badLine)}: ${badLine.reason}\n`);
      if (recent.length >= linesPerBlob) flush();
    },
    toBlob: () => {
      flush();
      return new Blob(blobs, { type: "text/plain" });
    },
  };
};
