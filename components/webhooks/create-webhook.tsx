"use client";

import { CreateOnce } from "@/components/ui/create-once";
import { Notice } from "@/components/ui/notice";
import { SecretField } from "@/components/ui/secret-field";
import { actionAnswer } from "@/lib/actions/action-answer";
import { createWebhookAction } from "@/lib/webhooks/actions";
import { WebhookForm, type WebhookDraft } from "./webhook-form";

/** Makes a webhook in a dialog, and shows its secret there, once. */
export const CreateWebhook = () => (
  <CreateOnce
    label="Add webhook"
    madeTitle="Copy the secret now"
    create={(draft: WebhookDraft) => actionAnswer(() => createWebhookAction({ ...draft, isActive: true }))}
    form={WebhookForm}
    shown={({ name, secret }) => (
      <div className="grid gap-4">
        <Notice look="warning">
          This secret will not be shown again. If you lose it, delete the webhook and add it again.
        </Notice>
        <SecretField
          label={`Secret of ${name}`}
          hint="The receiver checks the signatures of messages with it."
          value={secret}
          copyLabel="Copy the secret"
        />
      </div>
    )}
  />
);
