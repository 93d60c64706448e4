import { Input, NativeSelect } from "@/components/ui/field";
import { durationUnits, typedDuration, writeDuration, type DurationUnit } from "@/lib/filters/duration";
import type { ControlProps } from "./labelled-control";

const unitLabels: Record<DurationUnit, string> = {
  H: "hours",
  D: "days",
  W: "weeks",
  M: "months",
  Y: "years",
};

/** A length of time: how many, and of what. */
export const DurationInput = ({
  value,
  onChange,
  hasHours,
  suffix,
  hasAutoFocus,
  control,
}: {
  /** As ISO 8601 has it, with whatever is typed for its number. */
  value: string;
  onChange: (value: string) => void;
  hasHours: boolean;
  /** What follows it in the condition. */
  suffix: string | undefined;
  hasAutoFocus: boolean;
  control: ControlProps;
}) => {
  const { count, unit } = typedDuration(value);
  const units = durationUnits.filter((known) => hasHours || known !== "H");
  const chooseUnit = (chosen: string) =>
    onChange(writeDuration({ count, unit: units.find((known) => known === chosen) ?? "D" }));
  return (
    <div className="flex items-center gap-1">
      <Input
        inputMode="numeric"
        autoComplete="off"
        className="w-20 min-w-0"
        autoFocus={hasAutoFocus}
        value={count}
        onChange={(event) => onChange(writeDuration({ count: event.target.value.trim(), unit }))}
        {...control}
      />
      <div className="w-28 shrink-0">
        <NativeSelect aria-label="Unit" value={unit} onChange={(event) => chooseUnit(event.target.value)}>
          {units.map((known) => (
            <option key={known} value={known}>
              {unitLabels[known]}
            </option>
          ))}
        </NativeSelect>
      </div>
      {suffix !== undefined && <span className="text-sm text-muted">{suffix}</span>}
    </div>
  );
};
