"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { RequestFailed } from "@/components/approvals/request-failed";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { memoryCountWords } from "@/lib/memories/count-words";
import { decideRunAction } from "@/lib/retention/actions";
import { runCountMax } from "@/lib/retention/guard";
import type { RetentionRun } from "@/lib/retention/types";

/** A run that would take more than it may by itself, and what a person can say to it. */
export const RunDecision = ({ run, canManage }: { run: RetentionRun; canManage: boolean }) => {
  const [isAsked, setIsAsked] = useState(false);
  const takenWords = memoryCountWords(Math.min(run.dueCount, runCountMax));
  const decide = useMutation({
    mutationFn: (decision: "let" | "skip") =>
      actionAnswer(() => decideRunAction({ id: run.id, decision, count: run.dueCount })),
    // Where it needs a second person, the way there is shown below.
    onSettled: () => setIsAsked(false),
  });
  return (
    <div className="grid gap-2">
      <Notice look="warning">
        <p>
          A run waits for a person: it would delete {memoryCountWords(run.dueCount)}, and may take{" "}
          {(run.limitCount ?? 0).toLocaleString("en")} by itself. Until this is decided the rule runs no
          further.
        </p>
        {canManage && (
          <div className="mt-2 flex flex-wrap gap-2">
            <Button
              look="danger"
              size="small"
              disabled={decide.isPending}
              focusableWhenDisabled
              onClick={() => setIsAsked(true)}
            >
              Delete {takenWords}…
            </Button>
            <Button
              size="small"
              disabled={decide.isPending}
              focusableWhenDisabled
              onClick={() => decide.mutate("skip")}
            >
              Skip this run
            </Button>
          </div>
        )}
      </Notice>
      {decide.isError && <RequestFailed error={decide.error} />}
      {isAsked && (
        <AskDialog
          title="Let the rule delete them"
          confirmLabel={`Delete ${takenWords}`}
          isDangerous
          isPending={decide.isPending}
          onClose={() => setIsAsked(false)}
          onConfirm={() => decide.mutate("let")}
        >
          <p>
            Of what it has found it takes what still matches then, {takenWords} at most. They cannot be
            brought back.
          </p>
        </AskDialog>
      )}
    </div>
  );
};
