import type { BadLine, ImportState } from "./import-state";

const linesPerBlob = 20_000;

/** Collects every bad line as text to download. The browser may keep blobs on disk, so that many cost little memory. */
export type BadLineReport = {
  add: (placeNoun: ImportState["placeNoun"], badLine: BadLine) => void;
  toBlob: () => Blob;
};

export const newBadLineReport = (): BadLineReport => {
  const blobs: Blob[] = [];
  let recent: string[] = [];
  const flush = () => {
    blobs.push(new Blob(recent));
    recent = [];
  };
  return {
    add: (placeNoun, { line, reason }) => {
      recent.push(`${placeNoun} ${line}: ${reason}\n`);
      if (recent.length >= linesPerBlob) flush();
    },
    toBlob: () => {
      flush();
      return new Blob(blobs, { type: "text/plain" });
    },
  };
};
