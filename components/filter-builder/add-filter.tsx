"use client";

import { ListFilter } from "lucide-react";
import { useState, type RefObject } from "react";
import { Button } from "@/components/ui/button";
import { onDemand } from "@/components/ui/on-demand";
import type { Condition } from "@/lib/filters/filter";
import { FilterPopover } from "./filter-popover";

const newFilter = onDemand(() => import("./new-filter"));

/** A button that asks for a field, then for a condition on it. */
export const AddFilter = ({
  buttonRef,
  onAdd,
}: {
  buttonRef: RefObject<HTMLButtonElement | null>;
  /** Answers why the condition cannot become part of the filter, or null when it has. */
  onAdd: (condition: Condition) => string | null;
}) => {
  const [isOpen, setIsOpen] = useState(false);
  const [openedCount, setOpenedCount] = useState(0);
  const loaded = newFilter.use(isOpen);
  const onOpenChange = (next: boolean) => {
    setIsOpen(next);
    if (next) setOpenedCount((count) => count + 1);
  };
  const add = (condition: Condition) => {
    const refusal = onAdd(condition);
    if (refusal === null) setIsOpen(false);
    return refusal;
  };
  return (
    <FilterPopover
      label="Add filter"
      isOpen={isOpen && loaded !== undefined}
      onOpenChange={onOpenChange}
      trigger={
        <Button ref={buttonRef} size="small">
          <ListFilter size={14} aria-hidden />
          Add filter
        </Button>
      }
    >
      {loaded !== undefined && <loaded.NewFilter key={openedCount} onAdd={add} />}
    </FilterPopover>
  );
};
