import { useMutation } from "@tanstack/react-query";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { disableStoreAction, enableStoreAction } from "@/lib/stores/actions";
import type { ShownStore } from "@/lib/stores/shown-store";

/** Takes a store out of use, or puts it back, after saying what that means. */
export const SwitchStoreState = ({ store, onClose }: { store: ShownStore; onClose: () => void }) => {
  const isEnabled = store.disabledAt === null;
  const change = useMutation({
    mutationFn: () =>
      actionAnswer(() => (isEnabled ? disableStoreAction : enableStoreAction)({ id: store.id })),
    onSuccess: onClose,
  });
  const verb = isEnabled ? "Disable store" : "Enable store";
  return (
    <AskDialog
      title={verb}
      confirmLabel={verb}
      isPending={change.isPending}
      error={change.error}
      onClose={onClose}
      onConfirm={() => change.mutate()}
    >
      <p className="break-words">
        <bdi className="font-medium">{store.name}</bdi>{" "}
        {isEnabled
          ? "can then no longer be browsed or deleted from. Its memories stay where they are, its credentials stay encrypted in Lethe, and the history keeps its name. You can enable it again."
          : "can then be browsed and deleted from again, with the credentials it had."}
      </p>
      {isEnabled && store.unfinishedCount > 0 && (
        <Notice look="warning">
          {store.unfinishedCount === 1
            ? "1 unfinished deletion in it continues."
            : `${store.unfinishedCount.toLocaleString("en")} unfinished deletions in it continue.`}{" "}
          To stop one, cancel it in the history.
        </Notice>
      )}
    </AskDialog>
  );
};
