import { useMutation, useQueryClient } from "@tanstack/react-query";
import { AskDialog } from "@/components/ui/ask-dialog";
import { VisibleText } from "@/components/ui/visible-text";
import { actionAnswer } from "@/lib/actions/action-answer";
import { deleteViewAction } from "@/lib/views/actions";
import { viewListQuery } from "@/lib/views/query-options";
import type { SavedView } from "@/lib/views/types";

/** Deletes a view, after saying for whom it is then gone. */
export const DeleteView = ({
  view,
  onClose,
  onDeleted,
}: {
  view: SavedView;
  onClose: () => void;
  onDeleted: () => void;
}) => {
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => actionAnswer(() => deleteViewAction({ id: view.id })),
    onSuccess: () => {
      // The page leaves it first, and asks for what is gone no more.
      onDeleted();
      onClose();
      return queryClient.invalidateQueries({ queryKey: viewListQuery.queryKey });
    },
  });
  return (
    <AskDialog
      title="Delete view"
      confirmLabel="Delete 1 view"
      isDangerous
      isPending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate()}
    >
      <p className="break-words">
        Delete the view{" "}
        <bdi className="font-medium">
          <VisibleText text={view.name} />
        </bdi>
        {view.isShared ? ", for all members" : ""}. No memory is deleted. This cannot be undone.
      </p>
    </AskDialog>
  );
};
