"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useRef, useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { actionAnswer } from "@/lib/actions/action-answer";
import { eraseTextAction } from "@/lib/deletions/actions";
import { deletionKeys, deletionQuery } from "@/lib/deletions/query-options";
import type { Deletion } from "@/lib/deletions/types";

/** What is rarely done to a deletion that has ended. */
export const DeletionMenu = ({ deletion }: { deletion: Deletion }) => {
  const [isAsking, setIsAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const queryClient = useQueryClient();
  const erase = useMutation({
    mutationFn: () => actionAnswer(() => eraseTextAction({ id: deletion.id })),
    onSuccess: (erased) => {
      queryClient.setQueryData(deletionQuery(erased.id).queryKey, erased);
      setIsAsking(false);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: deletionKeys.all }),
  });
  const { reason, ticket, finishedAt } = deletion;
  if (finishedAt === null || (reason === null && ticket === null && !isAsking)) return null;
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button ref={button} size="icon" look="quiet" aria-label="More">
            <Ellipsis size={16} aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={() => setIsAsking(true)}>Erase reason and ticket…</MenuItem>
      </Menu>
      {isAsking && (
        <AskDialog
          title="Erase reason and ticket"
          confirmLabel="Erase"
          isDangerous
          isPending={erase.isPending}
          error={erase.error}
          onClose={() => setIsAsking(false)}
          onConfirm={() => erase.mutate()}
        >
          <p>
            The reason and the ticket of this deletion disappear from the history and its exports. This cannot
            be undone.
          </p>
          <p className="text-muted">
            The ledger never held them, so it stays as it is and still verifies. It records who erased them
            and when.
          </p>
        </AskDialog>
      )}
    </>
  );
};
