import { useRef, useState } from "react";
import { LabelledCheckbox } from "@/components/ui/checkbox";
import { FormDialog } from "@/components/ui/form-dialog";
import { NameField } from "@/components/ui/name-field";
import { shownError } from "@/lib/http/shown-error";
import { viewNameLengthMax } from "@/lib/views/limits";

/** What a view is called, and who sees it. */
export const ViewNameForm = ({
  title,
  submitLabel,
  initial,
  error,
  isBusy,
  onClose,
  onSubmit,
}: {
  title: string;
  submitLabel: string;
  initial: { name: string; isShared: boolean };
  /** Why the last attempt failed. */
  error: Error | null;
  isBusy: boolean;
  onClose: () => void;
  onSubmit: (input: { name: string; isShared: boolean }) => void;
}) => {
  const nameInput = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(initial.name);
  const [isShared, setIsShared] = useState(initial.isShared);
  return (
    <FormDialog
      title={title}
      submitLabel={submitLabel}
      width="max-w-md"
      initialFocus={nameInput}
      isBusy={isBusy}
      onClose={onClose}
      onSubmit={() => onSubmit({ name, isShared })}
    >
      <NameField
        value={name}
        lengthMax={viewNameLengthMax}
        problem={error === null ? undefined : shownError(error).message}
        hint="Its filter, search, order and columns are kept with it. Do not name a person here."
        inputRef={nameInput}
        onChange={setName}
      />
      <LabelledCheckbox isChecked={isShared} onCheckedChange={setIsShared}>
        For all members who read memories
        <span className="block text-muted">
          They see what it filters by, also where that names somebody. You and admins can change it.
        </span>
      </LabelledCheckbox>
    </FormDialog>
  );
};
