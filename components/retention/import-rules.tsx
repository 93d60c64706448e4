"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "@/components/ui/toasts";
import { RequestFailed } from "@/components/approvals/request-failed";
import { StoreField } from "@/components/stores/store-field";
import { Button } from "@/components/ui/button";
import { Field, Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { actionAnswer } from "@/lib/actions/action-answer";
import { importRulesAction } from "@/lib/retention/actions";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";

/** Makes rules out of the days for categories in a `.mem0.json`. */
export const ImportRules = ({ stores }: { stores: readonly { id: StoreId; name: string }[] }) => {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Import .mem0.json…</Button>
      {isOpen && <ImportDialog stores={stores} onClose={() => setIsOpen(false)} />}
    </>
  );
};

const ImportDialog = ({
  stores,
  onClose,
}: {
  stores: readonly { id: StoreId; name: string }[];
  onClose: () => void;
}) => {
  const router = useRouter();
  const [text, setText] = useState("");
  const [storeId, setStoreId] = useState(stores[0]?.id ?? builtinStoreId);
  const take = useMutation({
    mutationFn: () =>
      actionAnswer(() =>
        importRulesAction({
          storeId,
          text,
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        }),
      ),
    onSuccess: ({ count }) => {
      toast.success(`${count} ${count === 1 ? "draft" : "drafts"} made`);
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog
      title="Import days for categories"
      description="Each category with a number of days becomes a draft: memories whose metadata “type” is the category, older than that, and not pinned."
      submitLabel="Make drafts"
      isBusy={take.isPending}
      dismissal="escape"
      onClose={onClose}
      onSubmit={() => take.mutate()}
    >
      {take.isError && <RequestFailed error={take.error} />}
      <StoreField stores={stores} value={storeId} onChange={setStoreId} />
      <Field label="Text of the file" hint='For example {"retention": {"session_state": 90}}'>
        {(control) => (
          <Textarea
            {...control}
            className="min-h-40 font-mono text-xs"
            spellCheck={false}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
};
