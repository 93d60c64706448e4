"use client";

import { useMutation } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useRef, useState, useId } from "react";
import { toast } from "@/components/ui/toasts";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { actionAnswer } from "@/lib/actions/action-answer";
import { shownError } from "@/lib/http/shown-error";
import { updateWebhookAction } from "@/lib/webhooks/actions";
import type { ListedWebhook, Webhook, WebhookInput } from "@/lib/webhooks/types";
import { Dialog } from "@/components/ui/dialog";
import { FormFoot } from "@/components/ui/form";
import { DeleteWebhook } from "./delete-webhook";
import { WebhookForm } from "./webhook-form";
import { withNamedInvisible } from "@/lib/text/invisible-characters";

type WebhookDialog = { to: "change" } | { to: "delete"; table: HTMLElement | null };

/** What can be done with a webhook. */
export const WebhookActions = ({ webhook }: { webhook: ListedWebhook }) => {
  const [dialog, setDialog] = useState<WebhookDialog | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setDialog(null);
  const turn = useMutation({
    mutationFn: (isActive: boolean) =>
      actionAnswer(() => updateWebhookAction({ id: webhook.id, changes: { isActive } })),
    onError: (error) => toast.error(shownError(error).message),
  });
  return (
    <>
      <Menu
        trigger={
          <Button
            ref={button}
            size="icon"
            look="quiet"
            aria-label={`Actions for ${withNamedInvisible(webhook.name)}`}
          >
            <Ellipsis size={16} aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={() => setDialog({ to: "change" })}>Change</MenuItem>
        <MenuItem onSelect={() => turn.mutate(!webhook.isActive)} isDisabled={turn.isPending}>
          {webhook.isActive ? "Disable" : "Enable"}
        </MenuItem>
        <MenuItem
          onSelect={() =>
            setDialog({
              to: "delete",
              table: button.current?.closest<HTMLElement>('[role="region"]') ?? null,
            })
          }
        >
          Delete
        </MenuItem>
      </Menu>
      {dialog?.to === "change" && <ChangeWebhook webhook={webhook} onClose={close} />}
      {dialog?.to === "delete" && <DeleteWebhook webhook={webhook} table={dialog.table} onClose={close} />}
    </>
  );
};

/** Changes a webhook's name, address and events; its secret stays. */
const ChangeWebhook = ({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) => {
  const formId = useId();
  const name = useRef<HTMLInputElement>(null);
  const change = useMutation({
    mutationFn: (changes: Partial<WebhookInput>) =>
      actionAnswer(() => updateWebhookAction({ id: webhook.id, changes })),
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
