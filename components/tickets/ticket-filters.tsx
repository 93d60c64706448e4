"use client";

import { X } from "lucide-react";
import { Choice } from "@/components/deletions/history-filters";
import { Button } from "@/components/ui/button";
import type { TicketSearchValues } from "@/lib/tickets/search";
import { laws, ticketStates, type TicketAssignee } from "@/lib/tickets/types";
import { lawWords, stateWords } from "@/lib/tickets/words";

/** The conditions of the list, without the page. */
export type TicketConditions = Omit<TicketSearchValues, "after">;

const stateOptions = [
  { value: "all", label: "All, also closed" },
  ...ticketStates.map((value) => ({ value, label: stateWords[value] })),
];
const lawOptions = laws.map((value) => ({ value, label: lawWords[value] }));
const dueOptions = [
  { value: "week", label: "Due in 7 days or overdue" },
  { value: "overdue", label: "Overdue" },
];

/** One control for each thing the list can be narrowed by. */
export const TicketFilters = ({
  values,
  assignable,
  onChange,
  onClear,
}: {
  values: TicketConditions;
  assignable: readonly TicketAssignee[];
  onChange: (part: Partial<TicketConditions>) => void;
  onClear: () => void;
}) => (
  <div
    role="search"
    aria-label="Filter the tickets"
    className="flex shrink-0 flex-wrap items-center gap-2 border-b px-4 py-2 max-sm:grid max-sm:grid-cols-2 max-sm:[&>select]:w-full! max-sm:[&>select]:max-w-none!"
  >
    <Choice
      label="State"
      any="Not closed"
      value={values.state}
      options={stateOptions}
      onChange={(state) => onChange({ state })}
    />
    <Choice
      label="Due"
      any="Any due day"
      value={values.due}
      options={dueOptions}
      onChange={(due) => onChange({ due })}
    />
    <Choice
      label="Assigned to"
      any="Anyone or nobody"
      value={values.assignee}
      options={[
        { value: "me", label: "Me" },
        { value: "none", label: "Nobody" },
        ...assignable.map(({ id, label }) => ({ value: id, label: label ?? id })),
      ]}
      onChange={(assignee) => onChange({ assignee })}
    />
    <Choice
      label="Law"
      any="Any law"
      value={values.law}
      options={lawOptions}
      onChange={(law) => onChange({ law })}
    />
    {Object.values(values).some((value) => value !== null) && (
      <Button look="quiet" onClick={onClear}>
        <X size={14} aria-hidden />
        Clear filter
      </Button>
    )}
  </div>
);
