"use client";

import { ListFilter } from "lucide-react";
import { useState, type RefObject } from "react";
import { Button } from "@/components/ui/button";
import { newCondition } from "@/lib/filters/draft";
import { type DraftCondition } from "@/lib/filters/draft-types";
import type { Condition } from "@/lib/filters/filter";
import { ConditionForm } from "./condition-form";
import { FieldPicker } from "./field-picker";
import { useFilterFields } from "./filter-fields";
import { FilterPopover } from "./filter-popover";

/** A button that asks for a field, then for a condition on it. */
export const AddFilter = ({
  buttonRef,
  onAdd,
}: {
  buttonRef: RefObject<HTMLButtonElement | null>;
  /** Answers why the condition cannot become part of the filter, or null when it has. */
  onAdd: (condition: Condition) => string | null;
}) => {
  const { fields } = useFilterFields();
  const [isOpen, setIsOpen] = useState(false);
  const [draft, setDraft] = useState<DraftCondition | null>(null);
  const onOpenChange = (next: boolean) => {
    setIsOpen(next);
    if (next) setDraft(null);
  };
  const add = (condition: Condition) => {
    const refusal = onAdd(condition);
    if (refusal === null) setIsOpen(false);
    return refusal;
  };
  return (
    <FilterPopover
      label="Add filter"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      trigger={
        <Button ref={buttonRef} size="small">
          <ListFilter size={14} aria-hidden />
          Add filter
        </Button>
      }
    >
      {draft === null ? (
        <FieldPicker onPick={(field) => setDraft(newCondition(fields, field))} />
      ) : (
        <ConditionForm key={draft.id} start={draft} onApply={add} onBack={() => setDraft(null)} />
      )}
    </FilterPopover>
  );
};
