"use client";

import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { onDemand } from "@/components/ui/on-demand";
import { chipWords, isGroup } from "@/lib/filters/condition-words";
import type { FieldDefinitions } from "@/lib/filters/field-definition";
import type { Filter } from "@/lib/filters/filter";
import { shapeProblem } from "@/lib/filters/filter-limits";
import { joinTopLevel, topLevelOf } from "@/lib/filters/top-level";
import { AddFilter } from "./add-filter";
import { ConditionChip } from "./condition-chip";
import { FilterFieldsProvider, type SuggestionsQuery } from "./filter-fields";
import { GroupChip } from "./group-chip";

const advancedEditor = onDemand(() => import("./advanced-editor"));

/** A filter as a row of chips, with everything needed to add to it, change it and clear it. */
export const FilterBuilder = ({
  fields,
  suggestionsQuery,
  filter,
  onFilterChange,
}: {
  fields: FieldDefinitions;
  suggestionsQuery: SuggestionsQuery;
  filter: Filter | null;
  onFilterChange: (filter: Filter | null) => void;
}) => {
  const known = useMemo(() => ({ fields, suggestionsQuery }), [fields, suggestionsQuery]);
  const bar = useRef<HTMLDivElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const [message, setMessage] = useState("");
  const [editor, setEditor] = useState({ isOpen: false, openAt: 0, openedCount: 0 });
  const advanced = advancedEditor.use(editor.isOpen);
  const parts = topLevelOf(filter);
  const openEditor = (openAt: number) =>
    setEditor(({ openedCount }) => ({ isOpen: true, openAt, openedCount: openedCount + 1 }));

  const refocusAt = useRef<number | null>(null);
  // The outside system: the document's focus. It would be lost with a removed chip, so it moves to the one in its place.
  useLayoutEffect(() => {
    if (refocusAt.current === null) return;
    const chips = bar.current?.querySelectorAll<HTMLElement>("[data-chip]") ?? [];
    (chips[Math.min(refocusAt.current, chips.length - 1)] ?? addButton.current)?.focus();
    refocusAt.current = null;
  }, [filter]);

  const commit = (next: readonly Filter[], said: string): string | null => {
    const joined = joinTopLevel(next);
    const problem = joined === null ? null : shapeProblem(joined);
    if (problem !== null) return problem;
    onFilterChange(joined);
    setMessage(said);
    return null;
  };
  const remove = (part: Filter, index: number) => {
    refocusAt.current = index;
    commit(parts.toSpliced(index, 1), `Filter removed: ${chipWords(part, fields)}.`);
  };
  const clear = () => {
    addButton.current?.focus();
    commit([], "Filters cleared.");
  };

  return (
    <FilterFieldsProvider value={known}>
      <div
        ref={bar}
        role="group"
        aria-label="Filters"
        className="flex min-w-0 flex-wrap items-center gap-1.5"
      >
        {parts.length > 0 && (
          <ul role="list" aria-label="Conditions" className="contents">
            {parts.map((part, index) =>
              // By place: a chip that is changed stays the same button, to which its popover returns the focus.
              isGroup(part) ? (
                <GroupChip
                  key={index}
                  group={part}
                  onOpen={() => openEditor(index)}
                  onRemove={() => remove(part, index)}
                />
              ) : (
                <ConditionChip
                  key={index}
                  condition={part}
                  onRemove={() => remove(part, index)}
                  onChange={(next) =>
                    commit(parts.with(index, next), `Filter changed: ${chipWords(next, fields)}.`)
                  }
                />
              ),
            )}
          </ul>
        )}
        <AddFilter
          buttonRef={addButton}
          onAdd={(added) => commit([...parts, added], `Filter added: ${chipWords(added, fields)}.`)}
        />
        <Button look="quiet" size="small" aria-haspopup="dialog" onClick={() => openEditor(0)}>
          Advanced
        </Button>
        {filter !== null && (
          <Button look="quiet" size="small" onClick={clear}>
            Clear filters
          </Button>
        )}
        <p role="status" className="sr-only">
          {message}
        </p>
      </div>
      {advanced !== undefined && (
        <advanced.AdvancedEditor
          key={editor.openedCount}
          filter={filter}
          isOpen={editor.isOpen}
          openAt={editor.openAt}
          onClose={() => setEditor((before) => ({ ...before, isOpen: false }))}
          onApply={(next) => {
            onFilterChange(next);
            setMessage(next === null ? "Filters cleared." : `Filter changed: ${chipWords(next, fields)}.`);
          }}
        />
      )}
    </FilterFieldsProvider>
  );
};
