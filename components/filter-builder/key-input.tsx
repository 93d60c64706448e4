import { Input } from "@/components/ui/field";
import type { DraftCondition } from "@/lib/filters/draft";
import { useFilterFields } from "./filter-fields";
import { LabelledControl } from "./labelled-control";

/** Which key of the field is meant; nothing for fields that have none. */
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
  return (
    <LabelledControl label={keyLabel} isLabelHidden={isLabelHidden} problem={problem}>
      {(control) => (
        <Input
          autoComplete="off"
          spellCheck={false}
          autoFocus={hasAutoFocus}
          {...(isLabelHidden ? { placeholder: keyLabel } : {})}
          value={draft.key}
          onChange={(event) => onChange({ ...draft, key: event.target.value })}
          {...control}
        />
      )}
    </LabelledControl>
  );
};
