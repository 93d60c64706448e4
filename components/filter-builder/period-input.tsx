import { Input } from "@/components/ui/field";
import { dayBounds } from "./days-input";
import { InstantInput } from "./instant-input";
import type { ControlProps } from "./labelled-control";

/** A first and a last day, or time; both belong to it. */
export const PeriodInput = ({
  values,
  onChange,
  hasTimes,
  hasAutoFocus,
  control,
}: {
  values: readonly string[];
  onChange: (values: readonly [string, string]) => void;
  hasTimes: boolean;
  hasAutoFocus: boolean;
  control: ControlProps;
}) => {
  const [from = "", to = ""] = values;
  const ends = [
    { label: "First", value: from, change: (next: string) => onChange([next, to]) },
    { label: "Last", value: to, change: (next: string) => onChange([from, next]) },
  ];
  return (
    <div role="group" aria-label="Period" className="grid gap-2">
      {ends.map(({ label, value, change }, place) => {
        const own: ControlProps = {
          ...control,
          id: place === 0 ? control.id : `${control.id}-last`,
          "aria-label": label,
        };
        return (
          <div key={label} className="grid grid-cols-[2.5rem_minmax(0,1fr)] items-start gap-1">
            <span aria-hidden className="pt-1.5 text-xs text-muted">
              {label}
            </span>
            {hasTimes ? (
              <InstantInput
                value={value}
                onChange={change}
                hasAutoFocus={hasAutoFocus && place === 0}
                control={own}
              />
            ) : (
              <Input
                type="date"
                {...dayBounds}
                autoFocus={hasAutoFocus && place === 0}
                value={value}
                onChange={(event) => change(event.target.value)}
                {...own}
              />
            )}
          </div>
        );
      })}
    </div>
  );
};
