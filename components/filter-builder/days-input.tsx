import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import type { ControlProps } from "./labelled-control";
import { Tags } from "./tags";

export const dayBounds = { min: "0001-01-01", max: "9999-12-31" } as const;

/** Several days: each is typed, then added. */
export const DaysInput = ({
  values,
  pending,
  onChange,
  hasAutoFocus,
  control,
}: {
  values: readonly string[];
  pending: string;
  onChange: (change: { values?: readonly string[]; pending?: string }) => void;
  hasAutoFocus: boolean;
  control: ControlProps;
}) => {
  const add = () => onChange({ values: [...new Set([...values, pending])].toSorted(), pending: "" });
  return (
    <div className="grid gap-1">
      <Tags
        values={values}
        onRemove={(day) => onChange({ values: values.filter((value) => value !== day) })}
      />
      <div className="flex gap-1">
        <Input
          type="date"
          {...dayBounds}
          autoFocus={hasAutoFocus}
          value={pending}
          onChange={(event) => onChange({ pending: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || pending === "") return;
            event.preventDefault();
            add();
          }}
          {...control}
        />
        <Button onClick={add} disabled={pending === ""}>
          Add day
        </Button>
      </div>
    </div>
  );
};
