"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban, Pause, Play } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { cancelDeletionAction, pauseDeletionAction, resumeDeletionAction } from "@/lib/deletions/actions";
import { deletionKeys, deletionQuery } from "@/lib/deletions/query-options";
import type { Deletion } from "@/lib/deletions/types";
import { shownError } from "@/lib/http/shown-error";
import { CancelDialog } from "./cancel-dialog";

const controls = {
  pause: pauseDeletionAction,
  resume: resumeDeletionAction,
  cancel: cancelDeletionAction,
} as const;

/** What can be done to a deletion that has not ended: pause or resume it, and cancel it. */
export const DeletionControls = ({ deletion }: { deletion: Deletion }) => {
  const [isAsking, setIsAsking] = useState(false);
  const queryClient = useQueryClient();
  const control = useMutation({
    mutationFn: (kind: keyof typeof controls) => actionAnswer(() => controls[kind]({ id: deletion.id })),
    onSuccess: (changed) => queryClient.setQueryData(deletionQuery(changed.id).queryKey, changed),
    onSettled: () => queryClient.invalidateQueries({ queryKey: deletionKeys.all }),
  });
  const { status } = deletion;
  const canPause = status === "queued" || status === "running";
  const canCancel = canPause || status === "waiting" || status === "paused";
  return (
    <>
      {canPause && (
        <Button size="small" disabled={control.isPending} onClick={() => control.mutate("pause")}>
          <Pause size={14} aria-hidden />
          Pause
        </Button>
      )}
      {status === "paused" && (
        <Button size="small" disabled={control.isPending} onClick={() => control.mutate("resume")}>
          <Play size={14} aria-hidden />
          Resume
        </Button>
      )}
      {canCancel && (
        <Button size="small" disabled={control.isPending} onClick={() => setIsAsking(true)}>
          <Ban size={14} aria-hidden />
          Cancel deletion
        </Button>
      )}
      {canCancel && isAsking && (
        <CancelDialog
          deletion={deletion}
          isPending={control.isPending}
          onClose={() => setIsAsking(false)}
          onConfirm={() => control.mutate("cancel", { onSettled: () => setIsAsking(false) })}
        />
      )}
      {control.isError && (
        <Notice look="warning" role="alert">
          {shownError(control.error).message}
        </Notice>
      )}
    </>
  );
};
