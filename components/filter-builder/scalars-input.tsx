import { useState } from "react";
import { Button } from "@/components/ui/button";
import { scalarWords } from "@/lib/filters/condition-words";
import { scalarJson } from "@/lib/filters/draft-condition";
import type { DraftCondition } from "@/lib/filters/draft-types";
import { parseExact } from "@/lib/json/parse-exact";
import { withExactValues, type Scalar } from "@/lib/json/scalar";
import { Problem, type ControlProps } from "./labelled-control";
import { ScalarInput } from "./scalar-input";
import { Tags } from "./tags";

/** Several values of any of JSON's simple types: each is typed, then added. */
export const ScalarsInput = ({
  draft,
  onChange,
  hasAutoFocus,
  control,
}: {
  /** Its values are JSON. */
  draft: DraftCondition;
  onChange: (change: Partial<DraftCondition>) => void;
  hasAutoFocus: boolean;
  control: ControlProps;
}) => {
  const { values, pending, valueType } = draft;
  const [problem, setProblem] = useState<string | null>(null);
  const add = () => {
    const typed = scalarJson(draft);
    setProblem(typed.ok ? null : typed.problem);
    if (typed.ok) onChange({ values: [...new Set([...values, typed.json])], pending: "" });
  };
  const isTyped = valueType === "text" || valueType === "number";
  return (
    <div className="grid gap-1">
      <Tags
        values={values}
        wordsOf={wordsOfJson}
        onRemove={(removed) => onChange({ values: values.filter((value) => value !== removed) })}
      />
      <div
        className="flex gap-1"
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !isTyped || pending === "") return;
          event.preventDefault();
          add();
        }}
      >
        <div className="min-w-0 flex-1">
          <ScalarInput
            type={valueType}
            text={pending}
            onChange={({ values: next, valueType: type }) =>
              onChange({
                ...(type !== undefined && { valueType: type }),
                ...(next !== undefined && { pending: next[0] ?? "" }),
              })
            }
            hasAutoFocus={hasAutoFocus}
            control={control}
          />
        </div>
        <Button onClick={add} disabled={isTyped && pending === ""}>
          Add
        </Button>
      </div>
      {problem !== null && <Problem>{problem}</Problem>}
    </div>
  );
};

// Made of scalars by this input, or by a filter that was read.
const wordsOfJson = (json: string): string => scalarWords(withExactValues(parseExact(json)) as Scalar);
