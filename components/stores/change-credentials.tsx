import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { Instant } from "@/components/ui/instant";
import { actionAnswer } from "@/lib/actions/action-answer";
import { changeCredentialsAction } from "@/lib/stores/actions";
import { healthFrom } from "@/lib/stores/probe";
import type { ShownStore } from "@/lib/stores/shown-store";
import { connectionFrom, credentialsOf, emptyDraft, type DraftProblems } from "./store-draft";
import { CredentialFields } from "./store-fields";
import { TestOutcome } from "./test-outcome";
import { useStoreTest } from "./use-store-test";

/** Replaces a store's credentials, after trying the new ones. */
export const ChangeCredentials = ({ store, onClose }: { store: ShownStore; onClose: () => void }) => {
  const [draft, setDraft] = useState({ ...emptyDraft, kind: store.kind });
  const [problems, setProblems] = useState<DraftProblems>({});
  const test = useStoreTest(draft);
  const change = useMutation({
    mutationFn: (credentials: Record<string, string>) =>
      actionAnswer(() => changeCredentialsAction({ id: store.id, credentials })),
    onSuccess: onClose,
    gcTime: 0,
  });
  const isBusy = test.isPending || change.isPending;

  const submit = async () => {
    if (isBusy) return;
    // The address stays, and any will do to look at the rest.
    const result = connectionFrom({ ...draft, url: store.url ?? "https://localhost" });
    setProblems(result.ok ? {} : result.problems);
    if (!result.ok) return;
    const credentials = credentialsOf(draft);
    const isMeant = test.probe !== null;
    const probe = test.probe ?? (await test.run({ id: store.id, credentials }));
    if (probe !== null && (isMeant || healthFrom(probe).isWell)) change.mutate(credentials);
  };

  return (
    <FormDialog
      title="Change credentials"
      submitLabel={test.isUnwell ? "Change anyway" : "Change credentials"}
      description={
        <>
          Of <bdi className="font-medium text-text">{store.name}</bdi> at {store.url ?? "an unknown address"}.
          The current ones were set <Instant at={store.credentialsSetAt} />.
        </>
      }
      dismissal="escape"
      isBusy={isBusy}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <fieldset disabled={isBusy} className="grid gap-4">
        <CredentialFields draft={draft} problems={problems} onChange={setDraft} />
      </fieldset>
      <TestOutcome test={test} failure={change.error} isUnwellBefore="it is changed" />
    </FormDialog>
  );
};
