"use client";

import { useMutation } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { listReturnedIdsAction } from "@/lib/deletions/actions";
import type { Deletion } from "@/lib/deletions/types";
import { shownError } from "@/lib/http/shown-error";
import { memoryCountWords } from "@/lib/memories/count-words";
import { DeleteDialog } from "./delete-dialog";
import { deletionHref } from "./deletion-columns";

/** Says that something which was deleted is stored again, and leads to a new deletion of it: previewed and confirmed like any other. */
export const DeletionReturned = ({ deletion, canDelete }: { deletion: Deletion; canDelete: boolean }) => {
  const router = useRouter();
  const found = useMutation({
    mutationFn: () => actionAnswer(() => listReturnedIdsAction({ id: deletion.id })),
  });
  const { returned } = deletion;
  if (returned === null || returned.count === 0) return null;
  const { count, at } = returned;
  return (
    <Notice look="warning">
      <p className="font-medium">
        {memoryCountWords(count)} of this deletion {count === 1 ? "is" : "are"} stored again
      </p>
      <p className="max-w-[70ch] text-muted">
        Found <Instant at={at} /> in <bdi>{deletion.storeName}</bdi>, after it had been deleted. A restored
        backup or another program may have put {count === 1 ? "it" : "them"} back.
      </p>
      {canDelete && (
        <p className="mt-2">
          <Button
            size="small"
            look="danger-plain"
            disabled={found.isPending}
            focusableWhenDisabled
            onClick={() => found.mutate()}
          >
            <RotateCcw size={14} aria-hidden />
            {found.isPending ? "Looking…" : "Erase again…"}
          </Button>
        </p>
      )}
      {found.data?.length === 0 && (
        <p role="status" className="max-w-[70ch]">
          None of them is stored any more. Verify the deletion again to have this noted.
        </p>
      )}
      {found.isError && (
        <p role="alert" className="max-w-[70ch]">
          {shownError(found.error).message}
        </p>
      )}
      {found.data !== undefined && found.data.length > 0 && (
        <DeleteDialog
          store={{ id: deletion.storeId, name: deletion.storeName }}
          selection={{ kind: "listed", ids: found.data }}
          ticket={deletion.ticketReference ?? deletion.ticket ?? ""}
          onClose={found.reset}
          onRequested={(requested) => router.push(deletionHref(requested))}
        />
      )}
    </Notice>
  );
};
