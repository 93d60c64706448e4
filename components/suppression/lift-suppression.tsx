"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormFailed } from "@/components/members/form-failed";
import { Button } from "@/components/ui/button";
import { Field, NativeSelect, Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { actionAnswer } from "@/lib/actions/action-answer";
import { liftReasons, type LiftReason, type Suppression } from "@/lib/suppression/types";
import { liftReasonWords } from "@/lib/suppression/words";
import { liftSuppressionAction } from "@/lib/tickets/actions";
import { ticketKeys } from "@/lib/tickets/query-options";

/** Lets new memories of a person in again. `canNote`: the ticket still takes texts. */
export const LiftSuppression = ({ suppression, canNote }: { suppression: Suppression; canNote: boolean }) => {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        aria-label={`Lift the suppression of ${suppression.ticketReference}…`}
        onClick={() => setIsOpen(true)}
      >
        Lift…
      </Button>
      {isOpen && <LiftDialog {...{ suppression, canNote }} onClose={() => setIsOpen(false)} />}
    </>
  );
};

const LiftDialog = ({
  suppression: { id, ticketReference, idCount },
  canNote,
  onClose,
}: {
  suppression: Suppression;
  canNote: boolean;
  onClose: () => void;
}) => {
  const [reason, setReason] = useState<LiftReason | "">("");
  const [note, setNote] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const queryClient = useQueryClient();
  const lift = useMutation({
    mutationFn: (chosen: LiftReason) =>
      actionAnswer(() => liftSuppressionAction({ id, reason: chosen, note })),
    onSuccess: onClose,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ticketKeys.all }),
  });
  return (
    <FormDialog
      title={`Lift the suppression of ${ticketReference}`}
      description={`New memories that name ${idCount === 1 ? "this person’s name or ID" : `any of this person’s ${idCount.toLocaleString("en")} names and IDs`} are stored again, and the digests of these are deleted. The reason goes into the ticket’s timeline and the ledger.`}
      submitLabel="Lift suppression"
      width="max-w-md"
      isBusy={lift.isPending}
      onClose={onClose}
      onSubmit={() => {
        setIsMissing(reason === "");
        if (reason !== "") lift.mutate(reason);
      }}
    >
      {lift.error !== null && <FormFailed error={lift.error} />}
      <Field label="Reason" problem={isMissing && reason === "" ? "Choose a reason." : undefined}>
        {(control) => (
          <NativeSelect
            {...control}
            value={reason}
            onChange={(event) => setReason(liftReasons.find((each) => each === event.target.value) ?? "")}
          >
            <option value="">Choose…</option>
            {liftReasons.map((each) => (
              <option key={each} value={each}>
                {liftReasonWords[each]}
              </option>
            ))}
          </NativeSelect>
        )}
      </Field>
      {canNote && (
        <Field label="Note (optional)" hint="Stored encrypted, and erased with the names of the ticket.">
          {(control) => (
            <Textarea
              {...control}
              dir="auto"
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
};
