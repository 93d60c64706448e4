"use client";

import { CreateOnce } from "@/components/ui/create-once";
import { actionAnswer } from "@/lib/actions/action-answer";
import { createApiKeyAction } from "@/lib/api-keys/actions";
import type { CreateApiKeyInput } from "@/lib/api-keys/schema";
import { Notice } from "@/components/ui/notice";
import { SecretField } from "@/components/ui/secret-field";
import type { NewApiKey } from "@/lib/api-keys/types";
import { ApiKeyForm } from "./api-key-form";

/** Makes a key in a dialog, and shows it there, once. */
export const CreateApiKey = () => (
  <CreateOnce
    label="Create API key"
    madeTitle="Copy the key now"
    create={(input: CreateApiKeyInput) => actionAnswer(() => createApiKeyAction(input))}
    form={ApiKeyForm}
    shown={(made) => <ShownOnce made={made} />}
  />
);

/** A new key, in the only place it is ever shown. */
const ShownOnce = ({ made: { apiKey, key } }: { made: NewApiKey }) => (
  <div className="grid gap-4">
    <Notice look="warning">
      This key will not be shown again. Lethe keeps only its digest: if you lose it, revoke it and create
      another.
    </Notice>
    <SecretField
      label={`Key of ${apiKey.name}`}
      hint="Keep it with your other secrets, not in code."
      value={key}
      copyLabel="Copy the key"
    />
  </div>
);
