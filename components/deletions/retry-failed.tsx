"use client";

import { useMutation } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { listFailedIdsAction } from "@/lib/deletions/actions";
import type { Deletion } from "@/lib/deletions/types";
import { shownError } from "@/lib/http/shown-error";
import { DeleteDialog } from "./delete-dialog";
import { deletionHref } from "./deletion-columns";

/** Leads to a new deletion of the memories that this one could not delete: previewed and confirmed like any other. */
export const RetryFailed = ({ deletion }: { deletion: Deletion }) => {
  const router = useRouter();
  const failed = useMutation({
    mutationFn: () => actionAnswer(() => listFailedIdsAction({ id: deletion.id })),
  });
  return (
    <>
      <Button
        size="small"
        look="danger-plain"
        disabled={failed.isPending}
        focusableWhenDisabled
        onClick={() => failed.mutate()}
      >
        <RotateCcw size={14} aria-hidden />
        Retry failed memories
      </Button>
      {failed.data !== undefined && (
        <DeleteDialog
          store={{ id: deletion.storeId, name: deletion.storeName }}
          selection={{ kind: "listed", ids: failed.data }}
          onClose={failed.reset}
          onRequested={(requested) => router.push(deletionHref(requested))}
        />
      )}
      {failed.isError && (
        <Notice look="warning" role="alert">
          {shownError(failed.error).message}
        </Notice>
      )}
    </>
  );
};
