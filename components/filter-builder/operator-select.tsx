import { NativeSelect } from "@/components/ui/field";
import type { DraftCondition } from "@/lib/filters/draft-types";
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
  const { operators } = useFilterFields().fields[draft.field];
  const choose = (chosen: string) => {
    const known = operators.find(({ operator }) => operator === chosen);
    if (known !== undefined) onChange({ ...draft, operator: known.operator });
  };
  return (
    <LabelledControl label="Operator" isLabelHidden={isLabelHidden}>
      {(control) => (
        <NativeSelect value={draft.operator} onChange={(event) => choose(event.target.value)} {...control}>
          {operators.map(({ operator, label }) => (
            <option key={operator} value={operator}>
              {label}
            </option>
          ))}
        </NativeSelect>
      )}
    </LabelledControl>
  );
};
