"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ScanSearch } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { verifyDeletionAction } from "@/lib/deletions/actions";
import { deletionKeys, deletionQuery } from "@/lib/deletions/query-options";
import type { Deletion } from "@/lib/deletions/types";
import { shownError } from "@/lib/http/shown-error";
import { VerificationLimits } from "./verification-limits";
import { VerificationTable } from "./verification-table";

/** What reading back found after a deletion, and the button that does it again. Nothing until it was done once. */
export const DeletionVerification = ({ deletion, canVerify }: { deletion: Deletion; canVerify: boolean }) => {
  const queryClient = useQueryClient();
  const verify = useMutation({
    mutationFn: () => actionAnswer(verifyDeletionAction({ id: deletion.id })),
    onSuccess: (verified) => queryClient.setQueryData(deletionQuery(verified.id).queryKey, verified),
    onSettled: () => queryClient.invalidateQueries({ queryKey: deletionKeys.all }),
  });
  const { verification, status } = deletion;
  if (verification === null) return null;
  const isVerifiable = status === "completed" || status === "partial";
  return (
    <>
      <VerificationTable
        verification={verification}
        failedCount={deletion.failedCount}
        action={
          canVerify &&
          isVerifiable && (
            <Button
              size="small"
              disabled={verify.isPending}
              focusableWhenDisabled
              onClick={() => verify.mutate()}
            >
              <ScanSearch size={14} aria-hidden />
              {verify.isPending ? "Verifying…" : "Verify again"}
            </Button>
          )
        }
      />
      <VerificationLimits storeId={deletion.storeId} />
      {verify.isError && (
        <Notice look="warning" role="alert">
          It was not verified again. {shownError(verify.error).message}
        </Notice>
      )}
    </>
  );
};
