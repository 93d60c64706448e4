import { useMutation, useQueryClient } from "@tanstack/react-query";
import { actionAnswer } from "@/lib/actions/action-answer";
import { changeViewAction } from "@/lib/views/actions";
import { viewKeys } from "@/lib/views/query-options";
import type { SavedView } from "@/lib/views/types";
import { ViewNameForm } from "./view-name-form";

/** Gives a view another name, and shares it or no longer. */
export const ChangeView = ({ view, onClose }: { view: SavedView; onClose: () => void }) => {
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (input: { name: string; isShared: boolean }) =>
      actionAnswer(() => changeViewAction({ id: view.id, readAt: view.updatedAt, ...input })),
    onSuccess: onClose,
    onSettled: () => queryClient.invalidateQueries({ queryKey: viewKeys.all }),
  });
  return (
    <ViewNameForm
      title="Rename or share view"
      submitLabel="Change view"
      initial={view}
      error={change.error}
      isBusy={change.isPending}
      onClose={onClose}
      onSubmit={(input) => change.mutate(input)}
    />
  );
};
