import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { NameField } from "@/components/ui/name-field";
import { actionAnswer } from "@/lib/actions/action-answer";
import { shownError } from "@/lib/http/shown-error";
import { renameStoreAction } from "@/lib/stores/actions";
import { storeNameLengthMax, storeNameSchema } from "@/lib/stores/schema";
import type { ShownStore } from "@/lib/stores/shown-store";

/** Gives a store another name, under which history knows it from then on, too. */
export const RenameStore = ({ store, onClose }: { store: ShownStore; onClose: () => void }) => {
  const nameInput = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(store.name);
  const [problem, setProblem] = useState<string>();
  const rename = useMutation({
    mutationFn: (next: string) => actionAnswer(() => renameStoreAction({ id: store.id, name: next })),
    onSuccess: onClose,
  });
  const submit = () => {
    const parsed = storeNameSchema.safeParse(name);
    setProblem(parsed.error?.issues[0]?.message);
    if (parsed.success) rename.mutate(parsed.data);
  };
  return (
    <FormDialog
      title="Rename store"
      submitLabel="Rename store"
      width="max-w-md"
      initialFocus={nameInput}
      isBusy={rename.isPending}
      onClose={onClose}
      onSubmit={submit}
    >
      <NameField
        value={name}
        lengthMax={storeNameLengthMax}
        problem={problem ?? (rename.error === null ? undefined : shownError(rename.error).message)}
        hint="The history shows the new name too. The address of its pages and links to them stay the same."
        inputRef={nameInput}
        onChange={setName}
      />
    </FormDialog>
  );
};
