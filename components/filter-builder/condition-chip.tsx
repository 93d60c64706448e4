"use client";

import { useState } from "react";
import { onDemand } from "@/components/ui/on-demand";
import { conditionSentence, conditionWords } from "@/lib/filters/condition-words";
import type { Condition } from "@/lib/filters/filter";
import { Chip, ChipButton } from "./chip";
import { useFilterFields } from "./filter-fields";
import { FilterPopover } from "./filter-popover";

const editCondition = onDemand(() => import("./edit-condition"));

/** A condition as a chip; it opens to be changed. */
export const ConditionChip = ({
  condition,
  onChange,
  onRemove,
}: {
  condition: Condition;
  /** Answers why the condition cannot become part of the filter, or null when it has. */
  onChange: (condition: Condition) => string | null;
  onRemove: () => void;
}) => {
  const { fields } = useFilterFields();
  const [isOpen, setIsOpen] = useState(false);
  const loaded = editCondition.use(isOpen);
  const sentence = conditionSentence(condition, fields);
  const { field, operator, value } = conditionWords(condition, fields);
  const change = (next: Condition) => {
    const refusal = onChange(next);
    if (refusal === null) setIsOpen(false);
    return refusal;
  };
  return (
    <Chip removeLabel={`Remove condition ${sentence}`} onRemove={onRemove}>
      <FilterPopover
        label={`Edit condition ${sentence}`}
        isOpen={isOpen && loaded !== undefined}
        onOpenChange={setIsOpen}
        trigger={
          <ChipButton onRemove={onRemove} aria-label={sentence} title={sentence}>
            <span className="truncate">{field}</span>
            <span className="shrink-0 text-muted">{operator}</span>
            {value !== "" && <bdi className="max-w-64 truncate font-medium">{value}</bdi>}
          </ChipButton>
        }
      >
        {loaded !== undefined && <loaded.EditCondition condition={condition} onApply={change} />}
      </FilterPopover>
    </Chip>
  );
};
