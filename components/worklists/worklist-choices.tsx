"use client";

import { useId, type ReactNode } from "react";
import { entityWords } from "@/components/entities/entity-words";
import { useStore } from "@/components/stores/store-provider";
import { NativeSelect } from "@/components/ui/field";
import { entityFieldOf, entityKinds } from "@/lib/memories/entity";
import { providesField } from "@/lib/stores/provided-fields";
import {
  dayChoices,
  keepChoices,
  lengthChoices,
  type WorklistName,
  type WorklistOptions,
} from "@/lib/worklists/worklists";

/** What can be changed, under its names in the address. */
export type WorklistValues = {
  keep?: WorklistOptions["keeps"];
  unchanged?: WorklistOptions["unchangedDays"];
  inactive?: WorklistOptions["inactiveKind"];
  for?: WorklistOptions["inactiveDays"];
  longer?: WorklistOptions["longerThan"];
};

/** What can be chosen about a list: how long ago, how long, which to keep. */
export const WorklistChoices = ({
  name,
  options,
  onChange,
}: {
  name: WorklistName;
  options: WorklistOptions;
  onChange: (values: WorklistValues) => void;
}): ReactNode => {
  const store = useStore();
  switch (name) {
    case "duplicates":
      return (
        <Choice
          label="Which of them to list"
          value={options.keeps}
          choices={keepChoices.map((value) => ({ value, label: `All but the ${value}` }))}
          onChange={(keep) => onChange({ keep })}
        />
      );
    case "unchanged":
      return (
        <Choice
          label="Not changed for"
          value={options.unchangedDays}
          choices={days}
          onChange={(unchanged) => onChange({ unchanged })}
        />
      );
    case "inactive":
      return (
        <span className="flex gap-2">
          <Choice
            label="Of whom"
            value={options.inactiveKind}
            choices={entityKinds
              .filter((kind) => kind === options.inactiveKind || providesField(store, entityFieldOf[kind]))
              .map((value) => ({ value, label: entityWords[value].titles }))}
            onChange={(inactive) => onChange({ inactive })}
          />
          <Choice
            label="Without activity for"
            value={options.inactiveDays}
            choices={days}
            onChange={(value) => onChange({ for: value })}
          />
        </span>
      );
    case "long":
      return (
        <Choice
          label="Longer than"
          value={options.longerThan}
          choices={lengthChoices.map((value) => ({
            value,
            label: `Over ${value.toLocaleString("en")} characters`,
          }))}
          onChange={(longer) => onChange({ longer })}
        />
      );
    case "expired":
    case "superseded":
    case "no_user":
      return null;
  }
};

const dayWords: Record<(typeof dayChoices)[number], string> = {
  30: "30 days",
  90: "90 days",
  180: "180 days",
  365: "1 year",
  730: "2 years",
};
const days = dayChoices.map((value) => ({ value, label: `For ${dayWords[value]}` }));

const Choice = <Value extends string | number>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: Value;
  choices: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}) => {
  const id = useId();
  return (
    <span className="w-auto">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <NativeSelect
        id={id}
        value={String(value)}
        onChange={({ target }) => {
          const chosen = choices.find((choice) => String(choice.value) === target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={String(choice.value)}>
            {choice.label}
          </option>
        ))}
      </NativeSelect>
    </span>
  );
};
