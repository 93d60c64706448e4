"use client";

import { useMutation } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { actionAnswer } from "@/lib/actions/action-answer";
import { shownError } from "@/lib/http/shown-error";
import { updateWebhookAction } from "@/lib/webhooks/actions";
import type { ListedWebhook } from "@/lib/webhooks/types";
import { ChangeWebhook } from "./change-webhook";
import { DeleteWebhook } from "./delete-webhook";

type WebhookDialog = { to: "change" } | { to: "delete"; table: HTMLElement | null };

/** What can be done with a webhook. */
export const WebhookActions = ({ webhook }: { webhook: ListedWebhook }) => {
  const [dialog, setDialog] = useState<WebhookDialog | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setDialog(null);
  const turn = useMutation({
    mutationFn: (isActive: boolean) =>
      actionAnswer(updateWebhookAction({ id: webhook.id, changes: { isActive } })),
    onError: (error) => toast.error(shownError(error).message),
  });
  return (
    <>
      <Menu
        trigger={
          <Button ref={button} size="icon" look="quiet" aria-label={`Actions for ${webhook.name}`}>
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
