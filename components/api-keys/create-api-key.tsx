"use client";

import { CreateOnce } from "@/components/ui/create-once";
import { actionAnswer } from "@/lib/actions/action-answer";
import { createApiKeyAction } from "@/lib/api-keys/actions";
import type { CreateApiKeyInput } from "@/lib/api-keys/schema";
import { ApiKeyForm } from "./api-key-form";
import { ShownOnce } from "./shown-once";

/** Makes a key in a dialog, and shows it there, once. */
export const CreateApiKey = () => (
  <CreateOnce
    label="Create API key"
    madeTitle="Copy the key now"
    create={(input: CreateApiKeyInput) => actionAnswer(createApiKeyAction(input))}
    form={ApiKeyForm}
    shown={(made) => <ShownOnce made={made} />}
  />
);
