"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { withdrawAction } from "@/lib/approvals/actions";
import type { Approval } from "@/lib/approvals/types";
import { shownError } from "@/lib/http/shown-error";
import { useApprovalRefresh } from "./use-approval-refresh";

/** For the one who asked, as long as nobody has decided: takes the request back. */
export const Withdraw = ({ approval }: { approval: Approval }) => {
  const [isOpen, setIsOpen] = useState(false);
  const { state, isOwn } = approval;
  if (!isOwn || (state !== "waiting" && state !== "freezing")) return null;
  return (
    <>
      <Button size="small" onClick={() => setIsOpen(true)}>
        Withdraw…
      </Button>
      {isOpen && <WithdrawDialog approval={approval} onClose={() => setIsOpen(false)} />}
    </>
  );
};

const WithdrawDialog = ({
  approval: { id, about },
  onClose,
}: {
  approval: Approval;
  onClose: () => void;
}) => {
  const words = useRef<HTMLParagraphElement>(null);
  const refresh = useApprovalRefresh();
  const withdrawing = useMutation({
    mutationFn: () => actionAnswer(() => withdrawAction({ id })),
    onSuccess: onClose,
    onSettled: refresh,
  });
  return (
    <FormDialog
      title="Withdraw the request"
      width="max-w-md"
      submitLabel="Withdraw"
      isBusy={withdrawing.isPending}
      initialFocus={words}
      onClose={onClose}
      onSubmit={() => withdrawing.mutate()}
    >
      {withdrawing.isError && (
        <Notice look="warning" role="alert">
          {shownError(withdrawing.error).message}
        </Notice>
      )}
      <p ref={words} tabIndex={-1} className="text-sm outline-none">
        {about.kind === "deletion"
          ? "The deletion is cancelled for good, and nothing is deleted."
          : "The change is not made. You can ask for it again."}
      </p>
    </FormDialog>
  );
};
