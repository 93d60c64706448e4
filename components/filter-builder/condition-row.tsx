import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/field";
import { conditionSentence } from "@/lib/filters/condition-words";
import { newCondition } from "@/lib/filters/draft";
import { type DraftCondition } from "@/lib/filters/draft-types";
import { conditionFrom, type ConditionProblems } from "@/lib/filters/draft-condition";
import { fieldNames, operatorDefinition, type ValueKind } from "@/lib/filters/field-definition";
import { useFilterFields } from "./filter-fields";
import { KeyInput } from "./key-input";
import { LabelledControl } from "./labelled-control";
import { OperatorSelect } from "./operator-select";
import { ValueInput } from "./value-input";

const isTyped = (kind: ValueKind): boolean => ["text", "texts", "scalar", "lines"].includes(kind);

/** A condition in one row: field, operator, key and value. */
export const ConditionRow = ({
  draft,
  problems,
  hasAutoFocus,
  onChange,
  onRemove,
}: {
  draft: DraftCondition;
  problems: ConditionProblems;
  hasAutoFocus: boolean;
  onChange: (draft: DraftCondition) => void;
  onRemove: () => void;
}) => {
  const { fields } = useFilterFields();
  const result = conditionFrom(draft, fields[draft.field]);
  const words = result.ok ? conditionSentence(result.condition, fields) : fields[draft.field].label;
  const chooseField = (chosen: string) => {
    const field = fieldNames(fields).find((name) => name === chosen);
    if (field === undefined) return;
    const fresh = newCondition(fields, field);
    const isTextBefore = isTyped(operatorDefinition(fields[draft.field], draft.operator).kind);
    const isTextAfter = isTyped(operatorDefinition(fields[field], fresh.operator).kind);
    // What was typed goes along where the new field can show it.
    onChange({
      ...fresh,
      id: draft.id,
      ...(isTextBefore && isTextAfter ? { values: draft.values, pending: draft.pending } : {}),
    });
  };
  return (
    <div
      role="group"
      aria-label={`Condition ${words}`}
      className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_1.75rem] items-start gap-2 sm:grid-cols-[9rem_10rem_minmax(0,1fr)_1.75rem]"
    >
      <LabelledControl label="Field" isLabelHidden>
        {(control) => (
          <NativeSelect
            value={draft.field}
            autoFocus={hasAutoFocus}
            onChange={(event) => chooseField(event.target.value)}
            {...control}
          >
            {fieldNames(fields).map((field) => (
              <option
                key={field}
                value={field}
                disabled={fields[field].whyUnavailable !== undefined}
                title={fields[field].whyUnavailable}
              >
                {fields[field].label}
              </option>
            ))}
          </NativeSelect>
        )}
      </LabelledControl>
      <OperatorSelect draft={draft} onChange={onChange} isLabelHidden />
      <Button
        look="quiet"
        size="icon"
        className="mt-0.5 sm:order-last"
        aria-label={`Remove condition ${words}`}
        title="Remove condition"
        onClick={onRemove}
      >
        <X size={14} aria-hidden />
      </Button>
      <div className="grid min-w-0 gap-1.5 max-sm:col-span-full">
        <KeyInput draft={draft} onChange={onChange} problem={problems.key} isLabelHidden />
        <ValueInput
          // A box belongs to its field: another field's suggestions start afresh.
          key={draft.field}
          draft={draft}
          onChange={onChange}
          onPick={onChange}
          problem={problems.value}
          isLabelHidden
        />
      </div>
    </div>
  );
};
