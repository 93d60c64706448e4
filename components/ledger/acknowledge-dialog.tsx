"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Field, Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { shownError } from "@/lib/http/shown-error";
import { acknowledgeAlarmAction } from "@/lib/alarms/actions";
import { alarmReasonLengthMax, type ShownAlarm } from "@/lib/ledger/alarms";
import { alarmKeys } from "@/lib/alarms/query-options";
import { alarmWords } from "./alarm-words";

/** Asks what was found out about an alarm before it is acknowledged. */
export const AcknowledgeDialog = ({ alarm, onClose }: { alarm: ShownAlarm; onClose: () => void }) => {
  const [reason, setReason] = useState("");
  const text = useRef<HTMLTextAreaElement>(null);
  const queryClient = useQueryClient();
  const acknowledging = useMutation({
    mutationFn: () => actionAnswer(() => acknowledgeAlarmAction({ id: alarm.id, reason })),
    onSuccess: onClose,
    onSettled: () => queryClient.invalidateQueries({ queryKey: alarmKeys.all }),
  });
  return (
    <FormDialog
      title="Acknowledge the alarm"
      description={alarmWords(alarm).title}
      width="max-w-md"
      submitLabel="Acknowledge"
      isBusy={acknowledging.isPending}
      initialFocus={text}
      onClose={onClose}
      onSubmit={() => acknowledging.mutate()}
    >
      {acknowledging.isError && (
        <Notice look="warning" role="alert">
          {shownError(acknowledging.error).message}
        </Notice>
      )}
      <p className="text-sm">
        This changes nothing about the ledger. The alarm leaves the head of every page; the ledger page shows
        it for as long as it lasts, and the ledger records that you acknowledged it.
      </p>
      <Field
        label="What was found out"
        hint="Kept for two years, and shown to those who may read the ledger."
      >
        {(control) => (
          <Textarea
            {...control}
            ref={text}
            value={reason}
            required
            maxLength={alarmReasonLengthMax}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
};
