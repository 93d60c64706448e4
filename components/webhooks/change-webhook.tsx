import { useMutation } from "@tanstack/react-query";
import { useId, useRef } from "react";
import { Dialog } from "@/components/ui/dialog";
import { FormFoot } from "@/components/ui/form";
import { actionAnswer } from "@/lib/actions/action-answer";
import { updateWebhookAction } from "@/lib/webhooks/actions";
import type { Webhook, WebhookInput } from "@/lib/webhooks/types";
import { WebhookForm } from "./webhook-form";

/** Changes a webhook's name, address and events; its secret stays. */
export const ChangeWebhook = ({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) => {
  const formId = useId();
  const name = useRef<HTMLInputElement>(null);
  const change = useMutation({
    mutationFn: (changes: Partial<WebhookInput>) =>
      actionAnswer(updateWebhookAction({ id: webhook.id, changes })),
    onSuccess: onClose,
  });
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Change webhook"
      initialFocus={name}
      footer={
        <FormFoot formId={formId} submitLabel="Change webhook" isBusy={change.isPending} onClose={onClose} />
      }
    >
      <WebhookForm
        id={formId}
        initial={webhook}
        nameRef={name}
        error={change.error}
        onSubmit={(draft) => change.mutate(draft)}
      />
    </Dialog>
  );
};
