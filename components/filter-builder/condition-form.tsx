"use client";

import { ArrowLeft } from "lucide-react";
import { useState, type SyntheticEvent, type KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import type { DraftCondition } from "@/lib/filters/draft-types";
import { conditionFrom, type ConditionProblems } from "@/lib/filters/draft-condition";
import { operatorDefinition } from "@/lib/filters/field-definition";
import type { Condition } from "@/lib/filters/filter";
import { useFilterFields } from "./filter-fields";
import { KeyInput } from "./key-input";
import { Problem } from "./labelled-control";
import { OperatorSelect } from "./operator-select";
import { useProblemFocus } from "./use-problem-focus";
import { ValueInput } from "./value-input";

/** One condition: operator, key and value. Enter applies it; what is wrong stands beside what is wrong. */
export const ConditionForm = ({
  start,
  onApply,
  onBack,
}: {
  start: DraftCondition;
  /** Answers why the condition cannot become part of the filter, or null when it has. */
  onApply: (condition: Condition) => string | null;
  /** Chooses another field. */
  onBack?: () => void;
}) => {
  const { fields } = useFilterFields();
  const [draft, setDraft] = useState(start);
  const [problems, setProblems] = useState<ConditionProblems>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const definition = fields[draft.field];
  const { kind, label } = operatorDefinition(definition, draft.operator);
  const isOnlyOperator = definition.operators.length === 1;
  const form = useProblemFocus(problems);
  const startsAt =
    definition.keyLabel !== undefined && start.key === "" ? "key" : kind === "none" ? "apply" : "value";

  const change = (next: DraftCondition) => {
    setDraft(next);
    setProblems({});
    setRefusal(null);
  };
  const apply = (applied: DraftCondition) => {
    const result = conditionFrom(applied, definition);
    setDraft(applied);
    if (result.ok) setRefusal(onApply(result.condition));
    else setProblems(result.problems);
  };
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    // A portal's events reach the React parents: a form around the filter bar is not meant.
    event.stopPropagation();
    apply(draft);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) apply(draft);
  };

  return (
    <form
      ref={form}
      noValidate
      className="grid grid-cols-[minmax(0,1fr)] gap-3 p-3"
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
    >
      <div className="flex h-6 items-center gap-1">
        {onBack !== undefined && (
          <Button
            look="quiet"
            size="icon"
            className="-ml-1.5"
            aria-label="Choose another field"
            onClick={onBack}
          >
            <ArrowLeft size={14} aria-hidden />
          </Button>
        )}
        <p className="text-sm font-medium">
          {isOnlyOperator ? `${definition.label} ${label}` : definition.label}
        </p>
      </div>
      <KeyInput draft={draft} onChange={change} problem={problems.key} hasAutoFocus={startsAt === "key"} />
      {!isOnlyOperator && <OperatorSelect draft={draft} onChange={change} />}
      <ValueInput
        draft={draft}
        onChange={change}
        onPick={apply}
        problem={problems.value}
        isInline
        hasAutoFocus={startsAt === "value"}
      />
      {refusal !== null && <Problem>{refusal}</Problem>}
      <div className="flex justify-end">
        <Button type="submit" look="primary" size="small" autoFocus={startsAt === "apply"}>
          Apply
        </Button>
      </div>
    </form>
  );
};
