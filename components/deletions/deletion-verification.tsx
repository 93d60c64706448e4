"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ScanSearch } from "lucide-react";
import { UnreadableNotice } from "@/components/memories/unreadable-notice";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { verifyDeletionAction } from "@/lib/deletions/actions";
import { deletionKeys, deletionQuery } from "@/lib/deletions/query-options";
import { isWipeSelection } from "@/lib/deletions/scope/scope";
import type { Deletion } from "@/lib/deletions/types";
import { isVerifiable, unreadableOf } from "@/lib/deletions/verification";
import { shownError } from "@/lib/http/shown-error";
import { DeletionLimits } from "./deletion-limits";
import { VerificationSection } from "./verification-section";
import { VerificationTable } from "./verification-table";

/** What reading back found after a deletion, and the button that does it again, or for the first time. */
export const DeletionVerification = ({ deletion, canVerify }: { deletion: Deletion; canVerify: boolean }) => {
  const queryClient = useQueryClient();
  const verify = useMutation({
    mutationFn: () => actionAnswer(() => verifyDeletionAction({ id: deletion.id })),
    onSuccess: (verified) => queryClient.setQueryData(deletionQuery(verified.id).queryKey, verified),
    onSettled: () => queryClient.invalidateQueries({ queryKey: deletionKeys.all }),
  });
  const { verification, selection } = deletion;
  const unreadable = unreadableOf(verification);
  const isWholeStore = isWipeSelection(selection);
  if (verification === null && !isVerifiable(deletion)) return null;
  const action = canVerify && isVerifiable(deletion) && (
    <Button size="small" disabled={verify.isPending} focusableWhenDisabled onClick={() => verify.mutate()}>
      <ScanSearch size={14} aria-hidden />
      {verify.isPending ? "Verifying…" : verification === null ? "Verify" : "Verify again"}
    </Button>
  );
  return (
    <>
      {verification === null ? (
        <VerificationSection
          action={action}
          note={
            deletion.reviewAt === null
              ? "It ended without verification. You can verify it now."
              : "It ended without verification. Lethe verifies it automatically as soon as the store can be read again."
          }
        />
      ) : (
        <VerificationTable verification={verification} isWholeStore={isWholeStore} action={action} />
      )}
      {unreadable !== null && (
        <UnreadableNotice unreadable={unreadable}>
          Lethe cannot tell whether they belong to this deletion, so it is not complete. Those with an ID can
          be deleted on the Memories page.
        </UnreadableNotice>
      )}
      {canVerify && deletion.filter.state === "erased" && (
        <p className="max-w-[70ch] text-sm text-muted">
          Its filter was erased <Instant at={deletion.filter.at} />, so verifying again looks for the memories
          by ID only, and not for what else would match.
        </p>
      )}
      <DeletionLimits deletion={deletion} />
      {verify.isError && (
        <Notice look="warning" role="alert">
          It was not verified. {shownError(verify.error).message}
        </Notice>
      )}
    </>
  );
};
