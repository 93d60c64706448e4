import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ProgressBar } from "@/components/ui/progress-bar";
import { memoryCountWords } from "@/lib/memories/count-words";
import type { ExportState } from "./use-export";

/** How far an export is, and how it ended. */
export const ExportProgress = ({
  state,
  onCancel,
  onAgain,
}: {
  state: ExportState;
  onCancel: () => void;
  onAgain: () => void;
}) => {
  const again = (
    <Button size="small" onClick={onAgain}>
      Try again
    </Button>
  );
  switch (state.kind) {
    case "none":
      return null;
    case "running":
      return <Running {...state} onCancel={onCancel} />;
    case "done":
      return (
        <Notice look={state.unreadableCount > 0 ? "warning" : "success"} role="status">
          {state.unreadableCount > 0 && `${missingSentence(state.unreadableCount)} `}
          {memoryCountWords(state.count)} exported to {state.fileName}. The file contains their text: keep it
          only as long as you are allowed to.
        </Notice>
      );
    case "cancelled":
      return (
        <Notice role="status" action={again}>
          The export was cancelled, and no file was saved.
        </Notice>
      );
    case "failed":
      return (
        <Notice look="warning" role="alert" action={again}>
          The export stopped early. No file was saved, so that no one mistakes a part for the whole.{" "}
          {state.message}
          {state.requestId !== null && (
            <span className="block font-mono text-xs">Request {state.requestId}</span>
          )}
        </Notice>
      );
  }
};

const missingSentence = (count: number): string =>
  `${memoryCountWords(count)} that may match could not be read and ${count === 1 ? "is" : "are"} not in the file.`;

const Running = ({
  readCount,
  totalCount,
  onCancel,
}: {
  readCount: number;
  totalCount: number;
  onCancel: () => void;
}) => {
  const words = `${readCount.toLocaleString("en")} of ${memoryCountWords(totalCount)}`;
  return (
    <div className="flex items-center gap-3">
      <div className="grid min-w-0 flex-1 gap-1">
        <ProgressBar label="Progress of the export" value={readCount} max={totalCount} words={words} />
        <p className="text-sm text-muted">{words} exported</p>
      </div>
      <Button size="small" onClick={onCancel}>
        Cancel export
      </Button>
    </div>
  );
};
