import Link from "next/link";
import { Button, buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type ImportId } from "@/lib/memories/import-id";
import { importFilter } from "@/lib/filters/import-words";
import { unknownKeyWords } from "@/lib/imports/unknown-key-tally";
import type { ImportState } from "./import-state";
import { importEndWords, isWholeSuccess } from "./import-words";

/** How an import ended, what else there is to know of it, and what can be done next. */
export const ImportOutcome = ({
  state,
  onAgain,
  onReset,
}: {
  state: ImportState;
  onAgain: () => void;
  onReset: () => void;
}) => {
  const isDone = state.end?.kind === "done";
  const unknown = unknownKeyWords(state.unknownKeys);
  return (
    <div className="grid gap-3">
      <Notice
        look={isWholeSuccess(state) ? "success" : "warning"}
        role={state.end?.kind === "broken" ? "alert" : "status"}
      >
        <p>{importEndWords(state)}</p>
        {[...state.warnings, ...state.notes].map((sentence) => (
          <p key={sentence} className="mt-1">
            {sentence}
          </p>
        ))}
        {unknown !== "" && <p className="mt-1 break-words">Not imported: {unknown}.</p>}
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
        {state.importId !== null && state.addedCount > 0 ? (
          <>
            <Link
              href={`/memories?${filterOf(state.importId)}`}
              className={buttonClasses(isDone ? "primary" : "plain")}
            >
              See what was added
            </Link>
            <Link href={`/delete?mode=filter&${filterOf(state.importId)}`} className={buttonClasses("plain")}>
              Delete what this import added
            </Link>
          </>
        ) : (
          <Link href="/memories" className={buttonClasses(isDone ? "primary" : "plain")}>
            See the memories
          </Link>
        )}
        <Button onClick={onReset}>Import another file</Button>
      </div>
    </div>
  );
};

const filterOf = (importId: ImportId): string =>
  new URLSearchParams({ filter: JSON.stringify(importFilter(importId)) }).toString();
