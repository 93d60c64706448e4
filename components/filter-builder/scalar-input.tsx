import { useId } from "react";
import { Input, NativeSelect } from "@/components/ui/field";
import { type ScalarType, scalarTypes } from "@/lib/filters/draft-types";
import type { ControlProps } from "./labelled-control";

const typeLabels: Record<ScalarType, string> = {
  text: "Text",
  number: "Number",
  boolean: "True or false",
  null: "Null",
  empty: "Empty text",
};

/** A value of any of JSON's simple types: the number 5 is not the text “5”. */
export const ScalarInput = ({
  type,
  text,
  onChange,
  hasAutoFocus,
  control,
}: {
  type: ScalarType;
  text: string;
  onChange: (change: { valueType?: ScalarType; values?: readonly string[] }) => void;
  hasAutoFocus: boolean;
  control: ControlProps;
}) => {
  const hasValue = type === "text" || type === "number" || type === "boolean";
  const onType = (next: string) =>
    onChange({ valueType: scalarTypes.find((known) => known === next) ?? "text" });
  return (
    <div className="flex gap-1">
      <div className={hasValue ? "w-32 shrink-0" : "w-full"}>
        <NativeSelect
          aria-label="Type of value"
          value={type}
          onChange={(event) => onType(event.target.value)}
          {...(hasValue ? {} : control)}
        >
          {scalarTypes.map((known) => (
            <option key={known} value={known}>
              {typeLabels[known]}
            </option>
          ))}
        </NativeSelect>
      </div>
      {type === "boolean" && (
        <FlagChoice
          text={text}
          onChange={(value) => onChange({ values: [value] })}
          words={["true", "false"]}
          hasAutoFocus={false}
          control={control}
        />
      )}
      {(type === "text" || type === "number") && (
        <Input
          className="min-w-0"
          autoComplete="off"
          spellCheck={false}
          autoFocus={hasAutoFocus}
          {...(type === "number" ? { inputMode: "decimal" } : {})}
          value={text}
          onChange={(event) => onChange({ values: [event.target.value] })}
          {...control}
        />
      )}
    </div>
  );
};

/** One of two answers. Radio buttons, as Enter in them applies the form. */
export const FlagChoice = ({
  text,
  onChange,
  words,
  hasAutoFocus,
  control,
}: {
  text: string;
  onChange: (text: "true" | "false") => void;
  words: readonly [string, string];
  hasAutoFocus: boolean;
  control: ControlProps;
}) => {
  const name = useId();
  const isTrue = text !== "false";
  const radio = "size-4 accent-(--color-accent)";
  return (
    <div role="radiogroup" aria-label="Value" className="flex h-8 items-center gap-4 text-sm">
      <label className="flex items-center gap-1.5">
        <input
          type="radio"
          name={name}
          className={radio}
          autoFocus={hasAutoFocus && isTrue}
          checked={isTrue}
          onChange={() => onChange("true")}
          {...control}
        />
        {words[0]}
      </label>
      <label className="flex items-center gap-1.5">
        <input
          type="radio"
          name={name}
          className={radio}
          autoFocus={hasAutoFocus && !isTrue}
          checked={!isTrue}
          onChange={() => onChange("false")}
        />
        {words[1]}
      </label>
    </div>
  );
};
