"use client";

import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { FormDialog } from "@/components/ui/form-dialog";
import { NameField } from "@/components/ui/name-field";
import { RadioList } from "@/components/ui/radio-list";
import { actionAnswer } from "@/lib/actions/action-answer";
import { addStoreAction } from "@/lib/stores/actions";
import { healthFrom } from "@/lib/stores/probe";
import { storeNameLengthMax, storeNameSchema, type AddStoreInput } from "@/lib/stores/schema";
import { connectionFrom, emptyDraft, type DraftProblems } from "./store-draft";
import { AddressFields, CredentialFields, FurtherFields } from "./store-fields";
import { TestOutcome } from "./test-outcome";
import { useStoreTest } from "./use-store-test";

const kinds = [
  {
    value: "mem0-platform",
    label: "Mem0 Platform",
    note: "The hosted service, app.mem0.ai.",
  },
  {
    value: "mem0-oss",
    label: "Mem0 open source",
    note: "A Mem0 server of your own.",
  },
] as const;

/** Sets up a store in a dialog, which tries first what works in it. */
export const AddStore = () => {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="primary" onClick={() => setIsOpen(true)}>
        <Plus size={14} aria-hidden />
        Add store
      </Button>
      {isOpen && <AddDialog onClose={() => setIsOpen(false)} />}
    </>
  );
};

const AddDialog = ({ onClose }: { onClose: () => void }) => {
  const nameInput = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const [draft, setDraft] = useState(emptyDraft);
  const [problems, setProblems] = useState<DraftProblems & { name?: string }>({});
  const test = useStoreTest(draft);
  const add = useMutation({
    mutationFn: (input: AddStoreInput) => actionAnswer(() => addStoreAction(input)),
    onSuccess: onClose,
    // Only this dialog keeps what was typed.
    gcTime: 0,
  });
  const isBusy = test.isPending || add.isPending;

  const checked = (): AddStoreInput | null => {
    const named = storeNameSchema.safeParse(name);
    const result = connectionFrom(draft);
    setProblems({
      ...(result.ok ? {} : result.problems),
      ...(named.success ? {} : { name: named.error.issues[0]?.message ?? "Enter a name for the store." }),
    });
    return named.success && result.ok ? { name: named.data, connection: result.connection } : null;
  };
  const testOnly = () => {
    const result = connectionFrom(draft);
    setProblems(result.ok ? {} : result.problems);
    if (result.ok) void test.run({ connection: result.connection });
  };
  const submit = async () => {
    const input = checked();
    if (input === null || isBusy) return;
    const probe = test.probe ?? (await test.run({ connection: input.connection }));
    // Once it was shown what does not work, the button says so.
    const isMeant = test.probe !== null;
    if (probe !== null && (isMeant || healthFrom(probe).isWell)) add.mutate(input);
  };

  return (
    <FormDialog
      title="Add store"
      submitLabel={test.isUnwell ? "Add anyway" : "Add store"}
      initialFocus={nameInput}
      dismissal="escape"
      isBusy={isBusy}
      otherButton={
        <Button disabled={isBusy} focusableWhenDisabled onClick={testOnly}>
          Test
        </Button>
      }
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <fieldset disabled={isBusy} className="grid gap-4">
        <NameField
          value={name}
          lengthMax={storeNameLengthMax}
          problem={problems.name}
          hint="Shown wherever its memories are, and in the history. The address of its pages is made from this name, and stays in the ledger."
          inputRef={nameInput}
          onChange={setName}
        />
        <RadioList
          label="Kind"
          value={draft.kind}
          options={kinds}
          onChange={(kind) => setDraft({ ...emptyDraft, kind })}
        />
        <AddressFields draft={draft} problems={problems} onChange={setDraft} />
        <CredentialFields draft={draft} problems={problems} onChange={setDraft} />
        <FurtherFields key={draft.kind} draft={draft} problems={problems} onChange={setDraft} />
      </fieldset>
      <TestOutcome test={test} failure={add.error} isUnwellBefore="it is added" />
    </FormDialog>
  );
};
