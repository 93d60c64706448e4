import type { RefObject } from "react";
import { Field, Input } from "./field";

/** What something that is being made or renamed is called. */
export const NameField = ({
  value,
  lengthMax,
  hint,
  problem,
  inputRef,
  onChange,
}: {
  value: string;
  lengthMax: number;
  hint?: string;
  problem: string | undefined;
  inputRef: RefObject<HTMLInputElement | null>;
  onChange: (name: string) => void;
}) => (
  <Field label="Name" problem={problem} hint={hint}>
    {(control) => (
      <Input
        {...control}
        name="name"
        ref={inputRef}
        value={value}
        maxLength={lengthMax}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
);
