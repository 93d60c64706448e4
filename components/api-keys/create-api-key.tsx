"use client";

import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { actionAnswer } from "@/lib/actions/action-answer";
import { createApiKeyAction } from "@/lib/api-keys/actions";
import type { CreateApiKeyInput } from "@/lib/api-keys/schema";
import { ApiKeyForm } from "./api-key-form";
import { ShownOnce } from "./shown-once";

/** Makes a key in a dialog, and shows it there, once. */
export const CreateApiKey = () => {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="primary" onClick={() => setIsOpen(true)}>
        <Plus size={14} aria-hidden />
        Create API key
      </Button>
      {isOpen && <CreateDialog onClose={() => setIsOpen(false)} />}
    </>
  );
};

const CreateDialog = ({ onClose }: { onClose: () => void }) => {
  const formId = useId();
  const name = useRef<HTMLInputElement>(null);
  const create = useMutation({
    mutationFn: (input: CreateApiKeyInput) => actionAnswer(createApiKeyAction(input)),
    // The key is kept by nothing but this dialog.
    gcTime: 0,
  });
  const made = create.data;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={made === undefined ? "Create API key" : "Copy the key now"}
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
              Create API key
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
        <ApiKeyForm
          id={formId}
          nameRef={name}
          error={create.error}
          onSubmit={(input) => create.mutate(input)}
        />
      ) : (
        <ShownOnce made={made} />
      )}
    </Dialog>
  );
};
