"use client";

import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RequestFailed } from "@/components/approvals/request-failed";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button, buttonClasses } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import {
  pauseRuleAction,
  removeRuleAction,
  runRuleNowAction,
  turnOnRuleAction,
} from "@/lib/retention/actions";
import { scheduleWords } from "@/lib/retention/plain-schedule";
import type { RetentionRule } from "@/lib/retention/types";

/** What can be done with a rule. */
export const RuleActions = ({ rule }: { rule: RetentionRule }) => {
  const router = useRouter();
  const [asked, setAsked] = useState<"turn-on" | "remove" | null>(null);
  const pause = useMutation({ mutationFn: () => actionAnswer(() => pauseRuleAction({ id: rule.id })) });
  const run = useMutation({ mutationFn: () => actionAnswer(() => runRuleNowAction({ id: rule.id })) });
  const remove = useMutation({
    mutationFn: () => actionAnswer(() => removeRuleAction({ id: rule.id })),
    onSuccess: () => router.push("/settings/retention"),
  });
  const isGone = rule.pausedBecause === "declaration_gone";
  const error = pause.error ?? run.error;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        {rule.status === "on" ? (
          <>
            <Button disabled={run.isPending} focusableWhenDisabled onClick={() => run.mutate()}>
              Run now
            </Button>
            <Button disabled={pause.isPending} focusableWhenDisabled onClick={() => pause.mutate()}>
              Pause
            </Button>
          </>
        ) : isGone ? null : (
          <Button look="primary" onClick={() => setAsked("turn-on")}>
            Turn on…
          </Button>
        )}
        {!rule.isDeclared && (
          <Link href={`/settings/retention/${rule.id}/edit`} className={buttonClasses()}>
            Edit
          </Link>
        )}
        {(!rule.isDeclared || isGone) && (
          <Button look="danger-plain" onClick={() => setAsked("remove")}>
            Remove…
          </Button>
        )}
      </div>
      {error !== null && <RequestFailed error={error} />}
      {asked === "turn-on" && <TurnOnDialog rule={rule} onClose={() => setAsked(null)} />}
      {asked === "remove" && (
        <AskDialog
          title={`Remove “${rule.current.name}”`}
          confirmLabel="Remove rule"
          isDangerous
          isPending={remove.isPending}
          error={remove.error}
          onClose={() => setAsked(null)}
          onConfirm={() => remove.mutate()}
        >
          <p>
            It deletes nothing more, and what it had found waits no more. History goes on naming it; its
            filters and exemptions are deleted.
          </p>
        </AskDialog>
      )}
    </div>
  );
};

/** Says what will happen by itself from now on; the store's name is asked for where the rule takes everything. */
const TurnOnDialog = ({ rule, onClose }: { rule: RetentionRule; onClose: () => void }) => {
  const [typed, setTyped] = useState("");
  const { current } = rule;
  const turnOn = useMutation({
    mutationFn: () => actionAnswer(() => turnOnRuleAction({ id: rule.id, version: current.version, typed })),
    onSuccess: onClose,
  });
  const mustType = turnOn.error !== null && "code" in turnOn.error && turnOn.error.code === "not_confirmed";
  return (
    <FormDialog
      title={`Turn on “${current.name}”`}
      submitLabel="Turn rule on"
      isBusy={turnOn.isPending}
      onClose={onClose}
      onSubmit={() => turnOn.mutate()}
    >
      <p className="text-sm">
        From now on it deletes memories of <bdi className="font-medium">{rule.storeName}</bdi> by itself,{" "}
        {scheduleWords(current)}: up to {rule.limit.toLocaleString("en")} in a run
        {current.waitDays === 0
          ? ", in the run that finds them."
          : `, ${current.waitDays} ${current.waitDays === 1 ? "day" : "days"} after they are found.`}{" "}
        What is deleted cannot be brought back.
      </p>
      <Notice>
        Held memories stay. A run that would take more waits for a person. Each run is in history and in the
        ledger.
      </Notice>
      {turnOn.isError && <RequestFailed error={turnOn.error} />}
      {(mustType || typed !== "") && (
        <Field label={`Type ${rule.storeName} to confirm`}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
};
