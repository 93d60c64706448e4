"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { RequestFailed } from "@/components/approvals/request-failed";
import { Button } from "@/components/ui/button";
import { Field, Input, Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { actionAnswer } from "@/lib/actions/action-answer";
import { exemptAction } from "@/lib/retention/actions";
import type { RuleId, WaitingMemory } from "@/lib/retention/types";

type Kind = "memory" | "user";

/** "Keep this one" and "keep all of this user", for a memory that waits. */
export const KeepButtons = ({ ruleId, waiting }: { ruleId: RuleId; waiting: WaitingMemory }) => {
  const [kind, setKind] = useState<Kind | null>(null);
  const userId = waiting.memory?.userId ?? null;
  return (
    <span className="inline-flex gap-1">
      <Button size="small" look="quiet" onClick={() => setKind("memory")}>
        Keep this one…
      </Button>
      {userId !== null && (
        <Button size="small" look="quiet" onClick={() => setKind("user")}>
          Keep all of this user…
        </Button>
      )}
      {kind !== null && <KeepDialog {...{ ruleId, waiting, kind }} onClose={() => setKind(null)} />}
    </span>
  );
};

const daysProposed = 90;

const KeepDialog = ({
  ruleId,
  waiting,
  kind,
  onClose,
}: {
  ruleId: RuleId;
  waiting: WaitingMemory;
  kind: Kind;
  onClose: () => void;
}) => {
  const [reason, setReason] = useState("");
  const [untilOn, setUntilOn] = useState(() =>
    new Date(Date.now() + daysProposed * 86_400_000).toISOString().slice(0, 10),
  );
  const keep = useMutation({
    mutationFn: () =>
      actionAnswer(() =>
        exemptAction({ ruleId, subject: { kind, memoryId: waiting.memoryId }, reason, untilOn }),
      ),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title={kind === "memory" ? "Keep this memory" : `Keep all of ${waiting.memory?.userId ?? "this user"}`}
      description="This rule leaves it until the end of that day. Other rules, and people, can still delete it."
      submitLabel="Keep"
      width="max-w-md"
      isBusy={keep.isPending}
      dismissal="escape"
      onClose={onClose}
      onSubmit={() => keep.mutate()}
    >
      {keep.isError && <RequestFailed error={keep.error} />}
      <Field label="Reason">
        {(control) => (
          <Textarea
            {...control}
            dir="auto"
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
      <Field label="Until the end of">
        {(control) => (
          <Input
            {...control}
            type="date"
            className="max-w-44"
            value={untilOn}
            onChange={({ target }) => setUntilOn(target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
};
