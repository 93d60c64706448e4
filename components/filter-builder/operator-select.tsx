import { NativeSelect } from "@/components/ui/field";
import { withOperator } from "@/lib/filters/draft";
import type { DraftCondition } from "@/lib/filters/draft-types";
import { operatorDefinition } from "@/lib/filters/field-definition";
import { useFilterFields } from "./filter-fields";
import { LabelledControl } from "./labelled-control";

/** How a condition compares. A typed value stays when it changes. */
export const OperatorSelect = ({
  draft,
  onChange,
  isLabelHidden = false,
}: {
  draft: DraftCondition;
  onChange: (draft: DraftCondition) => void;
  isLabelHidden?: boolean;
}) => {
  const { fields } = useFilterFields();
  const { operators } = fields[draft.field];
  const choose = (chosen: string) => {
    const known = operators.find(({ operator }) => operator === chosen);
    if (known !== undefined)
      onChange(withOperator(draft, operatorDefinition(fields[draft.field], draft.operator), known));
  };
  return (
    <LabelledControl label="Operator" isLabelHidden={isLabelHidden}>
      {(control) => (
        <NativeSelect value={draft.operator} onChange={(event) => choose(event.target.value)} {...control}>
          {operators.map(({ operator, label, suffix, whyUnavailable }) => (
            <option
              key={operator}
              value={operator}
              disabled={whyUnavailable !== undefined}
              title={whyUnavailable}
            >
              {suffix === undefined ? label : `${label} … ${suffix}`}
            </option>
          ))}
        </NativeSelect>
      )}
    </LabelledControl>
  );
};
