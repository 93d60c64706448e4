"use client";

import { FileDrop } from "@/components/ui/file-drop";
import { ImportHelp } from "./import-help";
import { ImportOutcome } from "./import-outcome";
import { ImportPreview } from "./import-preview";
import { ImportProgress } from "./import-progress";
import { BadLines } from "./bad-lines";
import { useImport } from "./use-import";
import { useLeaveWarning } from "./use-leave-warning";

/** Chooses a file, shows what is in it, then its import, and says how it ended. */
export const ImportView = ({ storeName }: { storeName: string }) => {
  const { chosen, state, choose, start, cancel, reset, badLinesBlob } = useImport();
  useLeaveWarning(state !== null && state.end === null);
  return (
    <div className="grid w-full max-w-3xl grid-cols-[minmax(0,1fr)] gap-6 px-4 py-5">
      {chosen === null ? (
        <>
          <p className="max-w-[70ch]">
            Adds the memories in a file to {storeName}. Importing the same file again does not add anything
            twice.
          </p>
          <FileDrop
            hint="JSON, JSON Lines or CSV of any size, also compressed with gzip or zip. You see what is in it before anything is added."
            accept=".jsonl,.ndjson,.json,.csv,.tsv,.txt,.gz,.zip,application/json,application/x-ndjson,text/csv,application/gzip,application/zip"
            onFile={choose}
          />
          <ImportHelp />
        </>
      ) : state === null ? (
        <ImportPreview chosen={chosen} onStart={start} onReset={reset} />
      ) : (
        <>
          {state.end !== null && <ImportOutcome state={state} onAgain={start} onReset={reset} />}
          <ImportProgress state={state} onCancel={cancel} />
          {state.badCount > 0 && <BadLines state={state} toBlob={badLinesBlob} />}
        </>
      )}
    </div>
  );
};
