import { Plus, Trash2 } from "lucide-react";
import { useRef, type RefObject } from "react";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/field";
import { newCondition, newGroup } from "@/lib/filters/draft";
import { type DraftNode, type DraftGroup, type DraftMatch } from "@/lib/filters/draft-types";
import type { ConditionProblems } from "@/lib/filters/draft-condition";
import { canNest, levelsOf } from "@/lib/filters/draft-edit";
import { fieldNames } from "@/lib/filters/field-definition";
import { ConditionRow } from "./condition-row";
import { useFilterFields } from "./filter-fields";
import { Problem } from "./labelled-control";

/** What the parts of the editor do with the whole draft. */
export type Editing = {
  problems: ReadonlyMap<string, ConditionProblems>;
  /** The part that takes the focus when it is added. */
  addedId: string | null;
  /** The group that takes the focus when the editor opens. */
  opened: { id: string; ref: RefObject<HTMLSelectElement | null> };
  replace: (node: DraftNode) => void;
  add: (group: DraftGroup, node: DraftNode) => void;
  remove: (id: string) => void;
};

const matches: readonly { match: DraftMatch; label: string; between: string }[] = [
  { match: "all", label: "all of", between: "and" },
  { match: "any", label: "any of", between: "or" },
  { match: "none", label: "none of", between: "nor" },
];

/** A group of conditions and further groups, of which all, any or none must hold. */
export const GroupEditor = ({
  group,
  levels,
  onRemove,
  editing,
}: {
  group: DraftGroup;
  /** How deep in the filter the group stands. */
  levels: number;
  /** Absent on the outermost group. */
  onRemove?: () => void;
  editing: Editing;
}) => {
  const { fields } = useFilterFields();
  const addButton = useRef<HTMLButtonElement>(null);
  const chosen = matches.find(({ match }) => match === group.match);
  const inside = levels + levelsOf(group);
  const [firstField] = fieldNames(fields);
  const emptyCondition = () => (firstField === undefined ? [] : [newCondition(fields, firstField)]);
  const problem = editing.problems.get(group.id)?.value;
  const remove = (id: string) => {
    // The focused button goes with its part.
    addButton.current?.focus();
    editing.remove(id);
  };

  return (
    <div
      role="group"
      aria-label={onRemove === undefined ? "Filter" : `Group, ${chosen?.label ?? ""}`}
      className={onRemove === undefined ? "grid gap-3" : "grid gap-3 border-l-2 pl-3"}
    >
      <div className="flex items-center gap-2 text-sm">
        <label className="flex items-center gap-2">
          Match
          <NativeSelect
            value={group.match}
            autoFocus={editing.addedId === group.id}
            {...(editing.opened.id === group.id ? { ref: editing.opened.ref } : {})}
            onChange={(event) => {
              const next = matches.find(({ match }) => match === event.target.value);
              if (next !== undefined) editing.replace({ ...group, match: next.match });
            }}
          >
            {matches.map(({ match, label }) => (
              <option key={match} value={match}>
                {label}
              </option>
            ))}
          </NativeSelect>
        </label>
        <span>these</span>
        {onRemove !== undefined && (
          <Button
            look="quiet"
            size="icon"
            className="ml-auto"
            aria-label="Remove group"
            title="Remove group"
            onClick={onRemove}
          >
            <Trash2 size={14} aria-hidden />
          </Button>
        )}
      </div>
      {group.children.length > 0 && (
        <ul className="grid gap-3">
          {group.children.map((child, index) => (
            <li key={child.id} className="grid items-start gap-x-2 gap-y-1 sm:grid-cols-[2rem_minmax(0,1fr)]">
              <span className="text-sm text-muted max-sm:empty:hidden sm:pt-1.5 sm:text-right">
                {index > 0 && chosen?.between}
              </span>
              {child.kind === "group" ? (
                <GroupEditor
                  group={child}
                  levels={inside}
                  editing={editing}
                  onRemove={() => remove(child.id)}
                />
              ) : (
                <ConditionRow
                  draft={child}
                  problems={editing.problems.get(child.id) ?? {}}
                  hasAutoFocus={editing.addedId === child.id}
                  onChange={editing.replace}
                  onRemove={() => remove(child.id)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {problem !== undefined && <Problem>{problem}</Problem>}
      <div className="flex flex-wrap gap-1 sm:pl-8">
        <Button
          ref={addButton}
          look="quiet"
          size="small"
          className="text-muted"
          onClick={() => emptyCondition().forEach((condition) => editing.add(group, condition))}
        >
          <Plus size={14} aria-hidden />
          Add condition
        </Button>
        {canNest(inside) && (
          <Button
            look="quiet"
            size="small"
            onClick={() => editing.add(group, newGroup("any", emptyCondition()))}
          >
            <Plus size={14} aria-hidden />
            Add group
          </Button>
        )}
      </div>
    </div>
  );
};
