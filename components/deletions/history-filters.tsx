"use client";

import clsx from "clsx";
import { ListFilter, X } from "lucide-react";
import { useRef, useState, type ComponentProps } from "react";
import { flushSync } from "react-dom";
import { useSearchShortcut } from "@/components/layout/use-search-shortcut";
import { Button } from "@/components/ui/button";
import { Input, NativeSelect } from "@/components/ui/field";
import { ticketLengthMax } from "@/lib/deletions/request/limits";
import type { DeletionSearchValues } from "@/lib/deletions/search";
import { idLengthMax } from "@/lib/memories/limits";
import { deletionOutcomes, outcomeWords } from "@/lib/deletions/outcome";
import { deletionStatuses } from "@/lib/deletions/status";
import { deletionOperations } from "@/lib/deletions/types";
import { operationWords } from "./deletion-words";
import { statusWords } from "./deletion-status";
import { SearchInput } from "./search-input";

export type Option = { value: string; label: string };

/** The conditions of the history, without the page. */
export type HistoryConditions = Omit<DeletionSearchValues, "after">;

const statusOptions = deletionStatuses.map((value) => ({ value, label: statusWords[value] }));
const outcomeOptions = deletionOutcomes.map((value) => ({ value, label: outcomeWords[value] }));
const operationOptions = deletionOperations.map((value) => ({ value, label: operationWords[value] }));

/** One control for each thing history can be narrowed by. On a phone they open on demand. */
export const HistoryFilters = ({
  values,
  actors,
  stores,
  onChange,
  onClear,
}: {
  values: HistoryConditions;
  actors: readonly Option[];
  stores: readonly Option[];
  onChange: (part: Partial<HistoryConditions>) => void;
  onClear: () => void;
}) => {
  const [isOpen, setIsOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useSearchShortcut(() => {
    // On a phone it cannot take the focus before it is shown.
    flushSync(() => setIsOpen(true));
    box.current?.querySelector<HTMLInputElement>("input[type=search]")?.select();
  });
  const activeCount = Object.values(values).filter((value) => value !== null).length;
  return (
    <div ref={box} role="search" aria-label="Filter the history" className="shrink-0 border-b px-4 py-2">
      <div className="flex items-center gap-2 sm:hidden">
        <Button aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          <ListFilter size={14} aria-hidden />
          {activeCount === 0 ? "Filter" : `Filter (${activeCount})`}
        </Button>
        {activeCount > 0 && <ClearButton onClear={onClear} />}
      </div>
      <div className={clsx("flex-wrap items-center gap-2 max-sm:mt-2", isOpen ? "flex" : "hidden sm:flex")}>
        <Choice
          label="Status"
          any="Any status"
          value={values.status}
          options={statusOptions}
          onChange={(status) => onChange({ status })}
        />
        <Choice
          label="Outcome"
          any="Any outcome"
          value={values.outcome}
          options={outcomeOptions}
          onChange={(outcome) => onChange({ outcome })}
        />
        <Choice
          label="Operation"
          any="Any operation"
          value={values.operation}
          options={operationOptions}
          onChange={(operation) => onChange({ operation })}
        />
        <Choice
          label="Who"
          any="Anyone"
          value={values.actor}
          options={actors}
          onChange={(actor) => onChange({ actor })}
        />
        <Choice
          label="Store"
          any="Any store"
          value={values.store}
          options={stores}
          onChange={(store) => onChange({ store })}
        />
        <SearchInput
          label="Ticket"
          lengthMax={ticketLengthMax}
          value={values.ticket}
          onChange={(ticket) => onChange({ ticket })}
        />
        <SearchInput
          label="User, agent, app or run"
          lengthMax={idLengthMax}
          value={values.entity}
          onChange={(entity) => onChange({ entity })}
          isWide
        />
        <div className="flex items-center gap-1.5 text-sm text-muted">
          <DayInput
            aria-label="From day, in UTC"
            value={values.from}
            max={values.to ?? undefined}
            onDay={(from) => onChange({ from })}
          />
          to
          <DayInput
            aria-label="To day, in UTC"
            value={values.to}
            min={values.from ?? undefined}
            onDay={(to) => onChange({ to })}
          />
          <abbr title="Days begin and end at midnight in UTC" className="text-xs no-underline">
            UTC
          </abbr>
        </div>
        {activeCount > 0 && (
          <span className="max-sm:hidden">
            <ClearButton onClear={onClear} />
          </span>
        )}
      </div>
    </div>
  );
};

const ClearButton = ({ onClear }: { onClear: () => void }) => (
  <Button look="quiet" onClick={onClear}>
    <X size={14} aria-hidden />
    Clear filter
  </Button>
);

const activeClasses = (isActive: boolean) => isActive && "border-accent! bg-accent-soft!";

/** A list of choices that stands for a condition; "" is none. */
export const Choice = ({
  label,
  any,
  value,
  options,
  onChange,
}: {
  label: string;
  any: string;
  value: string | null;
  options: readonly Option[];
  onChange: (value: string | null) => void;
}) => (
  <NativeSelect
    aria-label={label}
    value={value ?? ""}
    onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
    className={clsx("w-auto! max-w-52", activeClasses(value !== null))}
  >
    <option value="">{any}</option>
    {/* What the address asks for is shown, even when nothing matches it. */}
    {value !== null && !options.some((option) => option.value === value) && (
      <option value={value}>{value}</option>
    )}
    {options.map((option) => (
      <option key={option.value} value={option.value}>
        {option.label}
      </option>
    ))}
  </NativeSelect>
);

const DayInput = ({
  value,
  onDay,
  ...props
}: Omit<ComponentProps<"input">, "value"> & {
  value: string | null;
  onDay: (day: string | null) => void;
}) => (
  <Input
    type="date"
    value={value ?? ""}
    onChange={(event) => onDay(event.target.value === "" ? null : event.target.value)}
    className={clsx("w-36!", activeClasses(value !== null))}
    {...props}
  />
);
