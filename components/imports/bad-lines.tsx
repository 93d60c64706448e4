"use client";

import { Button } from "@/components/ui/button";
import { badLinesShownMax, placeWords, type ImportState } from "./import-state";
import { restWords } from "./import-words";

/** The lines that could not be imported, each with its place and the reason; all of them as a text file. */
export const BadLines = ({ state, toBlob }: { state: ImportState; toBlob: () => Blob }) => {
  const { badLines, badCount, unlistedBadCount } = state;
  const listedCount = badCount - unlistedBadCount;
  return (
    <section aria-labelledby="bad-lines" className="min-w-0">
      <header className="flex flex-wrap items-center gap-3">
        <h2 id="bad-lines" className="flex-1 text-base font-medium">
          What could not be read
        </h2>
        {state.end !== null && (
          <Button size="small" onClick={() => download(toBlob(), `${state.fileName}.not-readable.txt`)}>
            Download all {listedCount.toLocaleString("en")}
          </Button>
        )}
      </header>
      <p className="mt-1 text-sm text-muted">
        {listedCount > badLinesShownMax && `The first ${badLinesShownMax} are shown. `}
        {unlistedBadCount > 0 &&
          `${unlistedBadCount.toLocaleString("en")} more were counted but not listed: there were too many at once. `}
        {restWords(state)}
      </p>
      <div
        className="mt-2 max-h-96 overflow-auto rounded-md border"
        tabIndex={0}
        role="group"
        aria-label="Places and reasons"
      >
        <table className="w-full text-sm">
          <thead className="sticky top-0 bg-canvas text-left text-muted">
            <tr>
              <th scope="col" className="w-28 border-b px-3 py-1.5 font-medium">
                Where
              </th>
              <th scope="col" className="border-b px-3 py-1.5 font-medium">
                Reason
              </th>
            </tr>
          </thead>
          <tbody>
            {badLines.map((badLine, index) => (
              // One line can hold several.
              <tr key={index} className="border-b align-top last:border-b-0">
                <td className="px-3 py-1.5 whitespace-nowrap text-muted">{placeWords(badLine)}</td>
                <td className="px-3 py-1.5 break-words">{badLine.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

const download = (blob: Blob, name: string) => {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  // The browser has taken hold of the blob by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};
