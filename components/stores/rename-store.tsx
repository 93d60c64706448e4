import { useMutation } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { actionAnswer } from "@/lib/actions/action-answer";
import { shownError } from "@/lib/http/shown-error";
import { renameStoreAction } from "@/lib/stores/actions";
import { storeNameLengthMax, storeNameSchema } from "@/lib/stores/schema";
import type { ShownStore } from "@/lib/stores/shown-store";

/** Gives a store another name, under which history knows it from then on, too. */
export const RenameStore = ({ store, onClose }: { store: ShownStore; onClose: () => void }) => {
  const formId = useId();
  const nameInput = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(store.name);
  const [problem, setProblem] = useState<string>();
  const rename = useMutation({
    mutationFn: (next: string) => actionAnswer(renameStoreAction({ id: store.id, name: next })),
    onSuccess: onClose,
  });
  const submit = () => {
    const parsed = storeNameSchema.safeParse(name);
    setProblem(parsed.error?.issues[0]?.message);
    if (parsed.success) rename.mutate(parsed.data);
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Rename store"
      width="max-w-md"
      initialFocus={nameInput}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={formId}
            look="primary"
            disabled={rename.isPending}
            focusableWhenDisabled
          >
            Rename store
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          label="Name"
          problem={problem ?? (rename.error === null ? undefined : shownError(rename.error).message)}
          hint="The history calls it by the new name as well; its address and links to it stay."
        >
          {(control) => (
            <Input
              {...control}
              ref={nameInput}
              value={name}
              maxLength={storeNameLengthMax}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
};
