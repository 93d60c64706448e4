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

type DialogProps<Input, Made> = {
  /** Of the buttons, and of the dialog while there is nothing made: "Create API key". */
  label: string;
  /** Of the dialog when it is made: "Copy the key now". */
  madeTitle: string | ((made: Made) => string);
  create: (input: Input) => Promise<Made>;
  shown: (made: Made) => ReactNode;
};

/** A button and the dialog it opens, in which something with a secret is made, and the secret shown, once. */
export const CreateOnce = <Input, Made>({
  form: InputForm,
  ...props
}: DialogProps<Input, Made> & { form: ComponentType<FormProps<Input>> }) => {
  const [isOpen, setIsOpen] = useState(false);
  const nameRef = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button look="primary" onClick={() => setIsOpen(true)}>
        <Plus size={14} aria-hidden />
        {props.label}
      </Button>
      {isOpen && (
        <CreateOnceDialog {...props} initialFocus={nameRef} onClose={() => setIsOpen(false)}>
          {(form) => <InputForm {...form} nameRef={nameRef} />}
        </CreateOnceDialog>
      )}
    </>
  );
};

/** The dialog alone, for what is made from a menu. */
export const CreateOnceDialog = <Input, Made>({
  label,
  madeTitle,
  create,
  shown,
  initialFocus,
  onClose,
  children,
}: DialogProps<Input, Made> & {
  initialFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
  /** The form. */
  children: (form: Omit<FormProps<Input>, "nameRef">) => ReactNode;
}) => {
  const formId = useId();
  // Only this dialog keeps the secret.
  const { data: made, error, isPending, mutate } = useMutation({ mutationFn: create, gcTime: 0 });
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={made === undefined ? label : typeof madeTitle === "string" ? madeTitle : madeTitle(made)}
      initialFocus={initialFocus}
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
      {made === undefined ? children({ id: formId, error, onSubmit: (input) => mutate(input) }) : shown(made)}
    </Dialog>
  );
};
