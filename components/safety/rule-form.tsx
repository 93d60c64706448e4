"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { toast } from "@/components/ui/toasts";
import { approvalKeys } from "@/lib/approvals/query-options";
import { RequestFailed } from "@/components/approvals/request-failed";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { changeSafetyRuleAction } from "@/lib/safety/actions";
import { isSameRule, loosens } from "@/lib/safety/loosens";
import { safetyRuleSchema } from "@/lib/safety/schema";
import type { SafetyRule } from "@/lib/safety/types";

const countMaxProposed = 1_000;

/** Sets the rule. What loosens it is asked of another admin first. */
export const RuleForm = ({ rule, adminCount }: { rule: SafetyRule; adminCount: number }) => {
  const [isOn, setIsOn] = useState(rule.isOn);
  const [number, setNumber] = useState(rule.countMax === null ? "" : String(rule.countMax));
  const [coversSupport, setCoversSupport] = useState(rule.coversSupport);
  const [problem, setProblem] = useState<string>();
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (wanted: SafetyRule) => actionAnswer(() => changeSafetyRuleAction(wanted)),
    onSuccess: () => toast.success("Saved"),
    // With the rule on, approvals have a place in the navigation; a request for one is listed there.
    onSettled: () => queryClient.invalidateQueries({ queryKey: approvalKeys.all }),
  });
  const parsed = safetyRuleSchema.safeParse({
    isOn,
    countMax: number.trim() === "" ? null : Number(number),
    coversSupport,
  });
  const isLoosening = parsed.success && loosens(rule, parsed.data);
  const isSame = parsed.success && isSameRule(rule, parsed.data);
  const isAlone = adminCount < 2;
  const change = (set: () => void) => {
    set();
    setProblem(undefined);
    save.reset();
  };
  const submit = () => {
    setProblem(parsed.error?.issues[0]?.message);
    if (parsed.success) save.mutate(parsed.data);
  };
  return (
    <Form id="safety-rule" onSubmit={submit}>
      {isAlone && (
        <Notice look={rule.isOn ? "warning" : "info"}>
          {rule.isOn
            ? "There is only one active admin, so what waits cannot be approved. "
            : "The rule needs two active admins, and there is only one, so it cannot be turned on. "}
          Add a second admin first.
        </Notice>
      )}
      <RuleCheckbox
        isChecked={isOn}
        isDisabled={isAlone && !rule.isOn}
        onCheckedChange={(next) =>
          change(() => {
            setIsOn(next);
            // Without a number two large deletions would do what one wipe may not.
            if (next && !rule.isOn && number === "") setNumber(String(countMaxProposed));
          })
        }
      >
        <span className="font-medium">Wildcards and wipes wait for another admin</span>
        <span className="block text-muted">
          Whatever takes every memory in a store, or every memory of any user, agent, app or run, however it
          is written.
        </span>
      </RuleCheckbox>
      <div className="grid gap-4 pl-6">
        <Field
          label="Deletions of more memories than this wait, too"
          hint="Leave it empty for no limit by number."
          problem={problem}
        >
          {(control) => (
            <Input
              {...control}
              className="max-w-40"
              inputMode="numeric"
              autoComplete="off"
              disabled={!isOn}
              value={number}
              onChange={(event) => change(() => setNumber(event.target.value))}
            />
          )}
        </Field>
        <RuleCheckbox
          isChecked={coversSupport}
          isDisabled={!isOn}
          onCheckedChange={(next) => change(() => setCoversSupport(next))}
        >
          <span className="font-medium">Every deletion by the role support waits</span>
          <span className="block text-muted">Of any size, also of a single memory in the console.</span>
        </RuleCheckbox>
      </div>
      {isLoosening && !save.isError && (
        <Notice>
          This loosens the rule, so another admin has to approve it. Saving asks for that; once it is
          approved, save the same again.
        </Notice>
      )}
      {save.isError && <RequestFailed error={save.error} />}
      <div>
        <Button type="submit" look="primary" disabled={isSame || save.isPending} focusableWhenDisabled>
          Save
        </Button>
      </div>
    </Form>
  );
};

/**
 * The browser's own: this page is drawn by the server, and the other checkbox (components/ui) brings a style attribute, which the
 * content security policy forbids there.
 */
const RuleCheckbox = ({
  isChecked,
  isDisabled = false,
  onCheckedChange,
  children,
}: {
  isChecked: boolean;
  isDisabled?: boolean;
  onCheckedChange: (isChecked: boolean) => void;
  children: ReactNode;
}) => (
  <label className={`flex w-fit items-start gap-2 text-sm ${isDisabled ? "opacity-50" : ""}`}>
    <input
      type="checkbox"
      className="mt-0.5 size-4 shrink-0 accent-accent"
      checked={isChecked}
      disabled={isDisabled}
      onChange={(event) => onCheckedChange(event.target.checked)}
    />
    <span>{children}</span>
  </label>
);
