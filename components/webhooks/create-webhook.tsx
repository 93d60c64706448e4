"use client";

import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { SecretField } from "@/components/ui/secret-field";
import { actionAnswer } from "@/lib/actions/action-answer";
import { createWebhookAction } from "@/lib/webhooks/actions";
import type { WebhookInput } from "@/lib/webhooks/types";
import { emptyDraft, WebhookForm } from "./webhook-form";

/** Makes a webhook in a dialog, and shows its secret there, once. */
export const CreateWebhook = () => {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="primary" onClick={() => setIsOpen(true)}>
        <Plus size={14} aria-hidden />
        Add webhook
      </Button>
      {isOpen && <CreateDialog onClose={() => setIsOpen(false)} />}
    </>
  );
};

const CreateDialog = ({ onClose }: { onClose: () => void }) => {
  const formId = useId();
  const name = useRef<HTMLInputElement>(null);
  const create = useMutation({
    mutationFn: (input: WebhookInput) => actionAnswer(createWebhookAction(input)),
    // The secret is kept by nothing but this dialog.
    gcTime: 0,
  });
  const made = create.data;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={made === undefined ? "Add webhook" : "Copy the secret now"}
      initialFocus={name}
      keepsOpenOnOutsideClick={made !== undefined}
      footer={
        made === undefined ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              form={formId}
              look="primary"
              disabled={create.isPending}
              focusableWhenDisabled
            >
              Add webhook
            </Button>
          </>
        ) : (
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        )
      }
    >
      {made === undefined ? (
        <WebhookForm
          id={formId}
          initial={emptyDraft}
          nameRef={name}
          error={create.error}
          onSubmit={(draft) => create.mutate({ ...draft, isActive: true })}
        />
      ) : (
        <div className="grid gap-4">
          <Notice look="warning">
            This secret is not shown again: if it is lost, delete the webhook and add it again.
          </Notice>
          <SecretField
            label={`Secret of ${made.name}`}
            hint="Whoever receives the messages checks their signatures with it."
            value={made.secret}
            copyLabel="Copy the secret"
          />
        </div>
      )}
    </Dialog>
  );
};
