import { useState } from "react";
import { Input, NativeSelect } from "@/components/ui/field";
import { fromLocalText, instantWords, isDay, localText, zoneWords } from "@/lib/filters/instant-text";
import { dayBounds } from "./days-input";
import type { ControlProps } from "./labelled-control";

/** A whole day in UTC, or an exact time in the member's own zone. */
export const InstantInput = ({
  value,
  onChange,
  hasAutoFocus,
  control,
}: {
  /** A day, an instant in ISO 8601, or empty. */
  value: string;
  onChange: (value: string) => void;
  hasAutoFocus: boolean;
  control: ControlProps;
}) => {
  const [isExact, setIsExact] = useState(value !== "" && !isDay(value));
  const choose = (exact: boolean) => {
    setIsExact(exact);
    if (value !== "") onChange(exact ? `${value}T00:00:00.000Z` : new Date(value).toISOString().slice(0, 10));
  };
  return (
    <div className="grid gap-1">
      <div className="flex gap-1">
        <div className="w-24 shrink-0">
          <NativeSelect
            aria-label="Precision"
            value={isExact ? "time" : "day"}
            onChange={(event) => choose(event.target.value === "time")}
          >
            <option value="day">Day</option>
            <option value="time">Time</option>
          </NativeSelect>
        </div>
        {isExact ? (
          <Input
            type="datetime-local"
            step={1}
            min={`${dayBounds.min}T00:00`}
            max={`${dayBounds.max}T23:59`}
            className="min-w-0"
            autoFocus={hasAutoFocus}
            value={localText(value)}
            onChange={(event) => onChange(fromLocalText(event.target.value))}
            {...control}
          />
        ) : (
          <Input
            type="date"
            {...dayBounds}
            className="min-w-0"
            autoFocus={hasAutoFocus}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            {...control}
          />
        )}
      </div>
      <p className="text-xs text-muted">
        {isExact ? <ExactHint value={value} /> : "Days begin and end at midnight UTC."}
      </p>
    </div>
  );
};

const ExactHint = ({ value }: { value: string }) => {
  const zone = zoneWords(value === "" ? new Date() : new Date(value));
  if (value === "" || zone === "UTC") return `In ${zone}.`;
  return `In ${zone}: ${instantWords(value)}.`;
};
