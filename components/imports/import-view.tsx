"use client";

import Link from "next/link";
import { Button, buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { BadLines } from "./bad-lines";
import { FileDrop } from "./file-drop";
import { ImportHelp } from "./import-help";
import { ImportProgress } from "./import-progress";
import type { ImportState } from "./import-state";
import { importEndWords } from "./import-words";
import { useImport } from "./use-import";
import { useLeaveWarning } from "./use-leave-warning";

/** Chooses a file, shows its import, and says how it ended. */
export const ImportView = ({ storeName }: { storeName: string }) => {
  const { state, start, cancel, again, reset, badLinesBlob } = useImport();
  useLeaveWarning(state !== null && state.end === null);
  return (
    <div className="grid w-full max-w-3xl gap-6 px-4 py-5">
      {state === null ? (
        <>
          <p className="max-w-[70ch]">
            Adds the memories in a file to {storeName}. Importing the same file again adds nothing twice.
          </p>
          <FileDrop onFile={start} />
          <ImportHelp />
        </>
      ) : (
        <>
          {state.end !== null && <ImportOutcome state={state} onAgain={again} onReset={reset} />}
          <ImportProgress state={state} onCancel={cancel} />
          {state.badCount > 0 && <BadLines state={state} toBlob={badLinesBlob} />}
        </>
      )}
    </div>
  );
};

const ImportOutcome = ({
  state,
  onAgain,
  onReset,
}: {
  state: ImportState;
  onAgain: () => void;
  onReset: () => void;
}) => {
  const isDone = state.end?.kind === "done";
  return (
    <div className="grid gap-3">
      <Notice
        look={isDone && state.badCount === 0 ? "success" : "warning"}
        role={state.end?.kind === "broken" ? "alert" : "status"}
      >
        <p>{importEndWords(state)}</p>
        {state.end?.kind === "broken" && state.end.requestId !== null && (
          <p className="mt-1 font-mono text-xs">Request {state.end.requestId}</p>
        )}
      </Notice>
      <div className="flex flex-wrap gap-2">
        {!isDone && (
          <Button look="primary" onClick={onAgain}>
            Import the file again
          </Button>
        )}
        <Link href="/memories" className={buttonClasses(isDone ? "primary" : "plain")}>
          See the memories
        </Link>
        <Button onClick={onReset}>Import another file</Button>
      </div>
    </div>
  );
};
