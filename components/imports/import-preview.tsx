"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { FilePreview } from "@/lib/imports/preview-file";
import { fileSize } from "./file-size";
import { placeWords } from "./import-state";
import { PreviewRows } from "./preview-rows";
import type { ChosenFile } from "./use-import";

/** What an import would make of a file, before it starts: its format, what is taken for what, and its first memories. */
export const ImportPreview = ({
  chosen,
  onStart,
  onReset,
}: {
  chosen: ChosenFile;
  onStart: () => void;
  onReset: () => void;
}) => {
  const { file, preview, problem } = chosen;
  return (
    <section
      aria-label="Preview of the file"
      aria-busy={preview === null && problem === null}
      className="grid min-w-0 gap-5"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <p className="text-base font-medium break-words" dir="auto">
            {file.name}
          </p>
          <p className="text-sm text-muted">
            {fileSize(file.size)}
            {preview !== null && ` · ${preview.format.join(", ")}`}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button onClick={onReset}>Choose another file</Button>
          {preview !== null && (
            <Button look="primary" onClick={onStart}>
              Start the import
            </Button>
          )}
        </div>
      </header>
      {problem !== null && (
        <Notice look="warning" role="alert">
          <p>{problem} Nothing was added.</p>
        </Notice>
      )}
      {preview === null && problem === null && <Skeleton className="h-40 w-full" />}
      {preview !== null && (
        <>
          {preview.shapeName !== null && <Notice>This looks like {preview.shapeName}.</Notice>}
          {preview.badLines.length > 0 && (
            <Notice look="warning">
              <p>Near the start of the file, these could not be read and would be left out:</p>
              <ul className="mt-1">
                {preview.badLines.map((badLine, index) => (
                  <li key={index} className="break-words">
                    {placeWords(badLine)}: {badLine.reason}
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          <PreviewRows preview={preview} />
          <PreviewMapping preview={preview} />
        </>
      )}
    </section>
  );
};

/** What of a file is taken for what, and what is not imported. */
const PreviewMapping = ({ preview }: { preview: FilePreview }) => (
  <section aria-labelledby="mapping" className="min-w-0">
    <h2 id="mapping" className="text-base font-medium">
      How fields are imported
    </h2>
    <dl className="mt-2 grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm sm:grid-cols-[minmax(0,16rem)_minmax(0,1fr)]">
      <div className="col-span-full grid grid-cols-subgrid text-muted">
        <dt>In the file</dt>
        <dd>Stored as</dd>
      </div>
      {preview.mapping.map(({ from, to }) => (
        <div key={`${from} ${to}`} className="col-span-full grid grid-cols-subgrid">
          <dt className="font-mono text-xs leading-5 break-words">{from}</dt>
          <dd className="font-mono text-xs leading-5 break-words">{to}</dd>
        </div>
      ))}
      {preview.ignored.map((name) => (
        <div key={name} className="col-span-full grid grid-cols-subgrid text-muted">
          <dt className="font-mono text-xs leading-5 break-words">{name}</dt>
          <dd>not imported</dd>
        </div>
      ))}
    </dl>
  </section>
);
