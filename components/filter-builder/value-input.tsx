import { Input, NativeSelect, Textarea } from "@/components/ui/field";
import type { DraftCondition } from "@/lib/filters/draft-types";
import { importWords } from "@/lib/filters/import-words";
import { operatorDefinition, type ValueKind } from "@/lib/filters/field-definition";
import { DaysInput, dayBounds } from "./days-input";
import { DurationInput } from "./duration-input";
import { useFilterFields } from "./filter-fields";
import { InstantInput } from "./instant-input";
import { LabelledControl, type ControlProps } from "./labelled-control";
import { PeriodInput } from "./period-input";
import { FlagChoice, ScalarInput } from "./scalar-input";
import { ScalarsInput } from "./scalars-input";
import { SuggestInput } from "./suggest-input";
import { TagsInput } from "./tags-input";

export type ValueInputProps = {
  draft: DraftCondition;
  onChange: (draft: DraftCondition) => void;
  /** A suggested value was chosen. */
  onPick: (draft: DraftCondition) => void;
  problem: string | undefined;
  isLabelHidden?: boolean;
  /** Suggestions stand below the box instead of floating. */
  isInline?: boolean;
  hasAutoFocus?: boolean;
};

/** The input that a condition's operator needs; nothing where it needs no value. */
export const ValueInput = (props: ValueInputProps) => {
  const { draft, problem, isLabelHidden = false } = props;
  const { kind, hint } = operatorDefinition(useFilterFields().fields[draft.field], draft.operator);
  if (kind === "none") return hint === undefined ? null : <p className="text-xs text-muted">{hint}</p>;
  const hints = [hint, boxHint(draft, kind)].filter((text) => text !== undefined);
  return (
    <LabelledControl
      label="Value"
      isLabelHidden={isLabelHidden}
      problem={problem}
      hint={hints.length === 0 ? undefined : hints.join(" ")}
    >
      {(control) => <Control {...props} control={control} />}
    </LabelledControl>
  );
};

/** What the box itself does not show. Spaces at the ends are part of a value, and cannot be seen. */
const boxHint = ({ values }: DraftCondition, kind: ValueKind): string | undefined => {
  const [text = ""] = values;
  if (kind === "day" || kind === "days" || kind === "dayPeriod") return "Days are in UTC.";
  if (kind === "dayDuration") return "Days are counted in UTC.";
  if (kind === "lines")
    return `One per line; ${values.filter((line) => line.trim() !== "").length.toLocaleString("en")} so far.`;
  if ((kind === "text" || kind === "scalar") && text !== text.trim())
    return "This value starts or ends with a space, and the space counts.";
  return undefined;
};

const Control = ({
  draft,
  onChange,
  onPick,
  isInline = false,
  hasAutoFocus = false,
  control,
}: ValueInputProps & { control: ControlProps }) => {
  const definition = useFilterFields().fields[draft.field];
  const { kind, suffix, choices = [] } = operatorDefinition(definition, draft.operator);
  const text = draft.values[0] ?? "";
  const change = (part: Partial<DraftCondition>) => onChange({ ...draft, ...part });
  const several = { values: draft.values, pending: draft.pending, onChange: change, hasAutoFocus, control };
  switch (kind) {
    case "none":
      return null;
    case "text":
    case "import":
      if (definition.hasFacets) {
        return (
          <SuggestInput
            field={draft.field}
            text={kind === "import" ? importWords(text) : text}
            onTextChange={(next) => change({ values: [next] })}
            onPick={(next) => onPick({ ...draft, values: [next] })}
            isInline={isInline}
            hasAutoFocus={hasAutoFocus}
            control={control}
          />
        );
      }
      return (
        <Input
          autoComplete="off"
          spellCheck={false}
          autoFocus={hasAutoFocus}
          value={text}
          onChange={(event) => change({ values: [event.target.value] })}
          {...control}
        />
      );
    case "texts":
      return <TagsInput field={draft.field} isInline={isInline} {...several} />;
    case "imports":
      return <TagsInput field={draft.field} isInline={isInline} wordsOf={importWords} {...several} />;
    case "scalars":
      return <ScalarsInput draft={draft} onChange={change} hasAutoFocus={hasAutoFocus} control={control} />;
    case "period":
    case "dayPeriod":
      return (
        <PeriodInput
          values={draft.values}
          onChange={(values) => change({ values })}
          hasTimes={kind === "period"}
          hasAutoFocus={hasAutoFocus}
          control={control}
        />
      );
    case "duration":
    case "dayDuration":
      return (
        <DurationInput
          value={text}
          onChange={(next) => change({ values: [next] })}
          hasHours={kind === "duration"}
          suffix={suffix}
          hasAutoFocus={hasAutoFocus}
          control={control}
        />
      );
    case "choice":
      return (
        <NativeSelect
          autoFocus={hasAutoFocus}
          value={text}
          onChange={(event) => change({ values: [event.target.value] })}
          {...control}
        >
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </NativeSelect>
      );
    case "number":
      return (
        <div className="flex items-center gap-1">
          <Input
            inputMode="numeric"
            autoComplete="off"
            className="w-28 min-w-0"
            autoFocus={hasAutoFocus}
            value={text}
            onChange={(event) => change({ values: [event.target.value] })}
            {...control}
          />
          {suffix !== undefined && <span className="text-sm text-muted">{suffix}</span>}
        </div>
      );
    case "days":
      return <DaysInput {...several} />;
    case "day":
      return (
        <Input
          type="date"
          {...dayBounds}
          autoFocus={hasAutoFocus}
          value={text}
          onChange={(event) => change({ values: [event.target.value] })}
          {...control}
        />
      );
    case "instant":
      return (
        <InstantInput
          value={text}
          onChange={(next) => change({ values: [next] })}
          hasAutoFocus={hasAutoFocus}
          control={control}
        />
      );
    case "flag":
      return (
        <FlagChoice
          text={text}
          onChange={(next) => change({ values: [next] })}
          words={["Yes", "No"]}
          hasAutoFocus={hasAutoFocus}
          control={control}
        />
      );
    case "scalar":
      return (
        <ScalarInput
          type={draft.valueType}
          text={text}
          onChange={change}
          hasAutoFocus={hasAutoFocus}
          control={control}
        />
      );
    case "lines":
      return (
        <Textarea
          rows={5}
          autoFocus={hasAutoFocus}
          spellCheck={false}
          placeholder={definition.placeholder}
          className="font-mono text-xs"
          value={draft.values.join("\n")}
          onChange={(event) => change({ values: event.target.value.split("\n") })}
          {...control}
        />
      );
  }
};
