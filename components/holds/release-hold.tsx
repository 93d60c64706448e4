"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "@/components/ui/toasts";
import { RequestFailed } from "@/components/approvals/request-failed";
import { Button } from "@/components/ui/button";
import { Field, Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { actionAnswer } from "@/lib/actions/action-answer";
import { approvalKeys } from "@/lib/approvals/query-options";
import { releaseHoldAction } from "@/lib/holds/actions";
import type { HoldId } from "@/lib/holds/types";

/** Lets what a hold covers be deleted and changed again. */
export const ReleaseHold = ({ id, name }: { id: HoldId; name: string }) => {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="small" aria-label={`Release the hold ${name}…`} onClick={() => setIsOpen(true)}>
        Release…
      </Button>
      {isOpen && <ReleaseDialog {...{ id, name }} onClose={() => setIsOpen(false)} />}
    </>
  );
};

const ReleaseDialog = ({ id, name, onClose }: { id: HoldId; name: string; onClose: () => void }) => {
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const queryClient = useQueryClient();
  const release = useMutation({
    mutationFn: () => actionAnswer(() => releaseHoldAction({ id, reason })),
    onSuccess: () => {
      toast.success(`“${name}” is released`);
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: approvalKeys.all }),
  });
  return (
    <FormDialog
      title={`Release “${name}”`}
      description="What no other hold covers can be deleted and changed again, also by what runs by itself. The hold stays in this list as released."
      submitLabel="Release hold"
      width="max-w-md"
      isBusy={release.isPending}
      onClose={onClose}
      onSubmit={() => {
        const isEmpty = reason.trim() === "";
        setIsMissing(isEmpty);
        if (!isEmpty) release.mutate();
      }}
    >
      {release.error !== null && <RequestFailed error={release.error} />}
      <Field
        label="Reason"
        hint="Shown to everyone who sees holds. Do not quote memories."
        problem={isMissing && reason.trim() === "" ? "Enter a reason." : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            dir="auto"
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
};
