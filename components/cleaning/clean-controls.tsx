"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { durationWords } from "@/components/deletions/duration-words";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ProgressBar } from "@/components/ui/progress-bar";
import { actionAnswer } from "@/lib/actions/action-answer";
import { cancelCleanAction, requestCleanAction } from "@/lib/cleaning/actions";
import { cleaningKeys } from "@/lib/cleaning/query-options";
import type { Cleaning, ShownClean } from "@/lib/cleaning/types";
import { shownError } from "@/lib/http/shown-error";
import { cleanPhaseWords } from "./cleaning-words";

/** The button that begins a clean, or how far the open one is and the button that cancels it. */
export const CleanControls = ({ cleaning }: { cleaning: Cleaning }) => {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: cleaningKeys.all });
  const begin = useMutation({ mutationFn: () => actionAnswer(() => requestCleanAction()), onSettled });
  const cancel = useMutation({ mutationFn: () => actionAnswer(() => cancelCleanAction()), onSettled });
  const { cleans, freeBytes, neededBytes, readAt } = cleaning;
  const open = cleans.find(({ finishedAt }) => finishedAt === null);
  const hasRoom = freeBytes === null || freeBytes >= neededBytes;
  const error = begin.error ?? cancel.error;
  return (
    <div className="grid gap-3">
      {open === undefined ? (
        <div>
          <Button
            look="primary"
            disabled={begin.isPending || !hasRoom}
            focusableWhenDisabled
            onClick={() => begin.mutate()}
          >
            Clean now
          </Button>
        </div>
      ) : (
        <div className="grid gap-2 rounded-md border bg-surface p-3">
          <div className="flex items-center justify-between gap-3">
            <p role="status" className="text-sm font-medium">
              {wordsOf(open)}
            </p>
            <Button
              size="small"
              disabled={cancel.isPending || open.isCancelRequested}
              focusableWhenDisabled
              onClick={() => cancel.mutate()}
            >
              Cancel
            </Button>
          </div>
          <ProgressBar
            label="Progress of the clean"
            value={open.doneBytes}
            max={open.totalBytes}
            words={`${percentOf(open)} %`}
          />
          <p className="text-sm text-muted">{restWords(open, readAt)}</p>
        </div>
      )}
      {!hasRoom && open === undefined && (
        <Notice look="warning">There is not enough free disk space for the new files.</Notice>
      )}
      {error !== null && (
        <Notice look="warning" role="alert">
          {shownError(error).message}
        </Notice>
      )}
    </div>
  );
};

const wordsOf = ({ status, phase, isCancelRequested }: ShownClean): string => {
  if (isCancelRequested) return "Cancelling";
  if (status === "queued" || phase === null) return "Waiting to start";
  return cleanPhaseWords[phase];
};

const percentOf = ({ doneBytes, totalBytes }: ShownClean): number =>
  totalBytes === 0 ? 0 : Math.floor((doneBytes / totalBytes) * 100);

const guessFromShare = 0.05;

/** How much is left, at the pace so far; the guess is not made of too little. */
const restWords = (clean: ShownClean, readAt: string): string => {
  const { doneBytes, totalBytes, startedAt } = clean;
  const share = totalBytes === 0 ? 0 : doneBytes / totalBytes;
  if (startedAt === null || share < guessFromShare) return `${percentOf(clean)} %`;
  const takenMs = Date.parse(readAt) - Date.parse(startedAt);
  return `${percentOf(clean)} %, about ${durationWords((takenMs / share) * (1 - share))} left`;
};
