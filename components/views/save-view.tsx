import { useMutation, useQueryClient } from "@tanstack/react-query";
import { actionAnswer } from "@/lib/actions/action-answer";
import { createViewAction } from "@/lib/views/actions";
import { viewKeys, viewQuery } from "@/lib/views/query-options";
import type { ViewContent, ViewId } from "@/lib/views/types";
import { ViewNameForm } from "./view-name-form";

/** Keeps what the page shows as a view of its own. */
export const SaveView = ({
  content,
  onClose,
  onSaved,
}: {
  content: ViewContent;
  onClose: () => void;
  onSaved: (id: ViewId) => void;
}) => {
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: async (input: { name: string; isShared: boolean }) => {
      const { id } = await actionAnswer(() => createViewAction({ ...input, content }));
      void queryClient.invalidateQueries({ queryKey: viewKeys.all });
      // With its columns at once; where it cannot be read now, it is when it is shown.
      await queryClient.query(viewQuery(id)).catch(() => undefined);
      return id;
    },
    onSuccess: (id) => {
      onSaved(id);
      onClose();
    },
  });
  return (
    <ViewNameForm
      title="Save as a view"
      submitLabel="Save view"
      initial={{ name: "", isShared: false }}
      error={save.error}
      isBusy={save.isPending}
      onClose={onClose}
      onSubmit={(input) => save.mutate(input)}
    />
  );
};
