"use client";

import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useId, useRef, useState, type ComponentType, type ReactNode, type RefObject } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { FormFoot } from "./form";

type FormProps<Input> = {
  id: string;
  nameRef: RefObject<HTMLInputElement | null>;
  /** Why the last attempt failed. */
  error: Error | null;
  onSubmit: (input: Input) => void;
};

type Props<Input, Made> = {
  /** Of the buttons, and of the dialog while there is nothing made: "Create API key". */
  label: string;
  /** Of the dialog when it is made: "Copy the key now". */
  madeTitle: string;
  create: (input: Input) => Promise<Made>;
  form: ComponentType<FormProps<Input>>;
  shown: (made: Made) => ReactNode;
};

/** A button and the dialog it opens, in which something with a secret is made, and the secret shown, once. */
export const CreateOnce = <Input, Made>(props: Props<Input, Made>) => {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="primary" onClick={() => setIsOpen(true)}>
        <Plus size={14} aria-hidden />
        {props.label}
      </Button>
      {isOpen && <CreateDialog {...props} onClose={() => setIsOpen(false)} />}
    </>
  );
};

const CreateDialog = <Input, Made>({
  label,
  madeTitle,
  create,
  form: InputForm,
  shown,
  onClose,
}: Props<Input, Made> & { onClose: () => void }) => {
  const formId = useId();
  const nameRef = useRef<HTMLInputElement>(null);
  // Only this dialog keeps the secret.
  const { data: made, error, isPending, mutate } = useMutation({ mutationFn: create, gcTime: 0 });
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={made === undefined ? label : madeTitle}
      initialFocus={nameRef}
      dismissal={made === undefined ? "any" : "none"}
      footer={
        made === undefined ? (
          <FormFoot formId={formId} submitLabel={label} isBusy={isPending} onClose={onClose} />
        ) : (
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        )
      }
    >
      {made === undefined ? (
        <InputForm id={formId} nameRef={nameRef} error={error} onSubmit={(input) => mutate(input)} />
      ) : (
        shown(made)
      )}
    </Dialog>
  );
};
