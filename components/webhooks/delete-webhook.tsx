import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { actionAnswer } from "@/lib/actions/action-answer";
import { deleteWebhookAction } from "@/lib/webhooks/actions";
import type { ListedWebhook } from "@/lib/webhooks/types";
import { VisibleText } from "@/components/ui/visible-text";

/** Deletes a webhook, after saying what is then not sent. `table` is focused when its row is gone. */
export const DeleteWebhook = ({
  webhook,
  table,
  onClose,
}: {
  webhook: ListedWebhook;
  table: HTMLElement | null;
  onClose: () => void;
}) => {
  const isDeleted = useRef(false);
  const remove = useMutation({
    mutationFn: () => actionAnswer(() => deleteWebhookAction({ id: webhook.id })),
    onSuccess: () => {
      isDeleted.current = true;
      onClose();
    },
  });
  return (
    <AskDialog
      title="Delete webhook"
      confirmLabel="Delete 1 webhook"
      isDangerous
      isPending={remove.isPending}
      error={remove.error}
      finalFocus={() => (isDeleted.current ? table : true)}
      onClose={onClose}
      onConfirm={() => remove.mutate()}
    >
      <p className="break-words">
        Delete{" "}
        <bdi className="font-medium">
          <VisibleText text={webhook.name} />
        </bdi>{" "}
        at <span className="font-mono text-xs break-all">{webhook.url}</span>. It gets no more messages, and
        its secret stops working. This cannot be undone.
      </p>
      {webhook.waitingCount > 0 && (
        <p className="text-muted">Messages that are still waiting are not sent.</p>
      )}
    </AskDialog>
  );
};
