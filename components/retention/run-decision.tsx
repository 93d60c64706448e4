"use client";

import { useMutation } from "@tanstack/react-query";
import { RequestFailed } from "@/components/approvals/request-failed";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { memoryCountWords } from "@/lib/memories/count-words";
import { decideRunAction } from "@/lib/retention/actions";
import type { RetentionRun } from "@/lib/retention/types";

/** A run that would take more than it may by itself, and what a person can say to it. */
export const RunDecision = ({ run, canManage }: { run: RetentionRun; canManage: boolean }) => {
  const decide = useMutation({
    mutationFn: (decision: "let" | "skip") =>
      actionAnswer(() => decideRunAction({ id: run.id, decision, count: run.dueCount })),
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
              onClick={() => decide.mutate("let")}
            >
              Delete {memoryCountWords(run.dueCount)}
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
    </div>
  );
};
