"use client";

import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { toast } from "@/components/ui/toasts";
import { RequestFailed } from "@/components/approvals/request-failed";
import { Button, buttonClasses } from "@/components/ui/button";
import { AskDialog } from "@/components/ui/ask-dialog";
import { actionAnswer } from "@/lib/actions/action-answer";
import { checkJournalAction, replayErasuresAction } from "@/lib/journal/actions";
import type { JournalState } from "@/lib/journal/types";
import { memoryCountWords } from "@/lib/memories/count-words";

/** Compares again, and erases again what is back. */
export const JournalControls = ({
  state,
  backCount,
  replayDeletionId,
}: {
  state: JournalState;
  backCount: number;
  replayDeletionId: string | null;
}) => {
  const check = useMutation({ mutationFn: () => actionAnswer(() => checkJournalAction()) });
  const isOld = state === "restored" || state === "replaying";
  return (
    <div className="grid justify-items-start gap-2">
      <div className="flex flex-wrap gap-2">
        {state === "restored" && <ReplayButton backCount={backCount} />}
        {isOld && replayDeletionId !== null && (
          <Link href={`/history/${replayDeletionId}`} className={buttonClasses()}>
            See the deletion
          </Link>
        )}
        {state !== "replaying" && (
          <Button onClick={() => check.mutate()} disabled={check.isPending} focusableWhenDisabled>
            {check.isPending ? "Comparing" : "Compare with the whole journal"}
          </Button>
        )}
      </div>
      {check.isError && <RequestFailed error={check.error} />}
      {check.data?.state === "sound" && (
        <p role="status" className="text-sm">
          The database has every erasure that the journal tells of:{" "}
          {check.data.facts.lineCount.toLocaleString("en")}{" "}
          {check.data.facts.lineCount === 1 ? "line" : "lines"} compared.
        </p>
      )}
    </div>
  );
};

const ReplayButton = ({ backCount }: { backCount: number }) => {
  const [isOpen, setIsOpen] = useState(false);
  const replay = useMutation({
    mutationFn: () => actionAnswer(() => replayErasuresAction({ expectedCount: backCount })),
    onSuccess: (answer) => {
      if (answer.kind === "count_changed") return;
      setIsOpen(false);
      toast.success(answer.kind === "ended" ? "The store is open again" : "Erasing again");
    },
  });
  const label = backCount === 0 ? "Open the store again" : `Erase ${memoryCountWords(backCount)} again`;
  return (
    <>
      <Button look={backCount === 0 ? "primary" : "danger"} onClick={() => setIsOpen(true)}>
        {label}
      </Button>
      {isOpen && (
        <AskDialog
          title={backCount === 0 ? "Open the store again?" : `Erase ${memoryCountWords(backCount)} again?`}
          confirmLabel={label}
          isDangerous={backCount > 0}
          isPending={replay.isPending}
          error={replay.error}
          onClose={() => setIsOpen(false)}
          onConfirm={() => replay.mutate()}
        >
          <p>
            {backCount === 0
              ? "Nothing of what the journal tells of is in the built-in store. "
              : "Only what was stored by the cutoff of its erasure is deleted, and for good. "}
            The ledger then begins a new log, which names the last checkpoint of the one before, and
            applications and members are let in again.
          </p>
          {replay.data?.kind === "count_changed" && (
            <p role="alert" className="text-warning">
              {memoryCountWords(replay.data.count)} {replay.data.count === 1 ? "is" : "are"} there now.
              Compare again, and confirm that number.
            </p>
          )}
        </AskDialog>
      )}
    </>
  );
};
