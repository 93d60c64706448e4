"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { approveAction, declineAction } from "@/lib/approvals/actions";
import { frozenSelectionQuery } from "@/lib/approvals/query-options";
import { reasonLengthMax, type Approval } from "@/lib/approvals/types";
import { shownError } from "@/lib/http/shown-error";
import { approveWords } from "./approval-words";
import { useApprovalRefresh } from "./use-approval-refresh";

/** The two buttons of the one who decides. A deletion is approved by who has seen what it takes. */
export const Decision = ({ approval }: { approval: Approval }) => {
  const { id, about } = approval;
  const [isDeclining, setIsDeclining] = useState(false);
  const isDeletion = about.kind === "deletion";
  const frozen = useQuery({ ...frozenSelectionQuery(id), enabled: isDeletion });
  const refresh = useApprovalRefresh();
  const approving = useMutation({
    mutationFn: () => actionAnswer(() => approveAction({ id })),
    onSettled: refresh,
  });
  const isSeen = !isDeletion || frozen.data !== undefined;
  return (
    <section
      aria-label="Your decision"
      className="sticky bottom-12 z-10 grid gap-2 border-t bg-canvas py-3 md:bottom-0"
    >
      {approving.isError && (
        <Notice look="warning" role="alert">
          {shownError(approving.error).message}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          look={isDeletion ? "danger" : "primary"}
          disabled={!isSeen || approving.isPending || approving.isSuccess}
          focusableWhenDisabled
          onClick={() => approving.mutate()}
        >
          {approveWords(approval)}
        </Button>
        <Button disabled={approving.isPending || approving.isSuccess} onClick={() => setIsDeclining(true)}>
          Decline…
        </Button>
      </div>
      {isDeclining && <DeclineDialog approval={approval} onClose={() => setIsDeclining(false)} />}
    </section>
  );
};

const DeclineDialog = ({ approval: { id, about }, onClose }: { approval: Approval; onClose: () => void }) => {
  const [reason, setReason] = useState("");
  const text = useRef<HTMLTextAreaElement>(null);
  const refresh = useApprovalRefresh();
  const declining = useMutation({
    mutationFn: () => actionAnswer(() => declineAction({ id, reason })),
    onSuccess: onClose,
    onSettled: refresh,
  });
  return (
    <FormDialog
      title="Decline"
      width="max-w-md"
      submitLabel="Decline"
      isBusy={declining.isPending}
      initialFocus={text}
      onClose={onClose}
      onSubmit={() => declining.mutate()}
    >
      {declining.isError && (
        <Notice look="warning" role="alert">
          {shownError(declining.error).message}
        </Notice>
      )}
      <p className="text-sm">
        {about.kind === "deletion"
          ? "The deletion is cancelled for good, and nothing is deleted."
          : "The change cannot be made."}
      </p>
      <Field
        label="Reason (optional)"
        hint="Shown to the one who asked. Do not enter the text of a memory here."
      >
        {(control) => (
          <Textarea
            {...control}
            ref={text}
            value={reason}
            maxLength={reasonLengthMax}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
};
