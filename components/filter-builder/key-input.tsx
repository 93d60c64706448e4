import type { DraftCondition } from "@/lib/filters/draft-types";
import { useFilterFields } from "./filter-fields";
import { LabelledControl } from "./labelled-control";
import { SuggestInput } from "./suggest-input";

/** Which key of the field is meant, with those there are; nothing for fields that have none. */
export const KeyInput = ({
  draft,
  onChange,
  problem,
  isLabelHidden = false,
  hasAutoFocus = false,
}: {
  draft: DraftCondition;
  onChange: (draft: DraftCondition) => void;
  problem: string | undefined;
  isLabelHidden?: boolean;
  hasAutoFocus?: boolean;
}) => {
  const { keyLabel } = useFilterFields().fields[draft.field];
  if (keyLabel === undefined) return null;
  const change = (key: string) => onChange({ ...draft, key });
  return (
    <LabelledControl label={keyLabel} isLabelHidden={isLabelHidden} problem={problem}>
      {(control) => (
        <SuggestInput
          field={draft.field}
          text={draft.key}
          onTextChange={change}
          onPick={change}
          isInline={false}
          hasAutoFocus={hasAutoFocus}
          control={control}
          {...(isLabelHidden ? { placeholder: keyLabel } : {})}
        />
      )}
    </LabelledControl>
  );
};
