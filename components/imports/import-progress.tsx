import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { fileSize } from "./file-size";
import type { ImportState } from "./import-state";

const number = (value: number) => value.toLocaleString("en");

/** How far an import is, and what became of the lines so far. */
export const ImportProgress = ({ state, onCancel }: { state: ImportState; onCancel: () => void }) => {
  const isRunning = state.end === null;
  return (
    <section aria-label="Import" className="rounded-md border bg-surface p-4">
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1 text-base font-medium break-words" dir="auto">
          {state.fileName}
        </p>
        {isRunning && <Button onClick={onCancel}>Cancel import</Button>}
      </div>
      <div className="mt-3">
        <ProgressBar
          label={`Import of ${state.fileName}`}
          value={state.sentBytes}
          max={state.totalBytes}
          words={`${fileSize(state.sentBytes)} of ${fileSize(state.totalBytes)}`}
        />
      </div>
      <p className="mt-1.5 text-sm text-muted">
        {fileSize(state.sentBytes)} of {fileSize(state.totalBytes)}
      </p>
      <dl className="mt-3 grid grid-cols-3 gap-4 border-t pt-3">
        <Count label="Added" value={state.addedCount} />
        <Count label="Already there" value={state.alreadyPresentCount} />
        <Count label="Unreadable" value={state.badCount} />
      </dl>
    </section>
  );
};

const Count = ({ label, value }: { label: string; value: number }) => (
  <div>
    <dt className="text-sm text-muted">{label}</dt>
    <dd className="text-lg font-semibold">{number(value)}</dd>
  </div>
);
