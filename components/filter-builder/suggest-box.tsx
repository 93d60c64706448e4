"use client";

import clsx from "clsx";
import { useId, useState, type KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { useCloseOutside } from "@/components/ui/use-close-outside";
import type { FilterField } from "@/lib/filters/filter";
import type { ControlProps } from "./labelled-control";
import { LoadingRows, optionClasses, SuggestionStatus } from "./suggestion-parts";
import { useSuggestions } from "./use-suggestions";

/** A value that is offered first, with what it means in place of a count. */
export type ExtraSuggestion = { value: string; label: string };

/**
 * A text box in a form, with the existing values of a field floating below it. Any other text is welcome too. Unlike the
 * list of SuggestInput it leaves the rest of the page to screen readers while it is open: what a form says about a value
 * changes with every letter. Pattern: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ ("list autocomplete").
 */
export const SuggestBox = ({
  field,
  text,
  onTextChange,
  extras,
  control,
}: {
  field: FilterField;
  text: string;
  onTextChange: (text: string) => void;
  extras: readonly ExtraSuggestion[];
  control: ControlProps;
}) => {
  const listId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [activeIndex, setActiveIndex] = useState(-1);
  // What was there on opening narrows nothing: who edits a value mostly wants another one.
  const [openedWith, setOpenedWith] = useState(text);
  const asked = text === openedWith ? "" : text;
  const suggestions = useSuggestions(field, asked, isOpen);
  const options = [
    // Not while the person is typing: the arrow key then moves among the results.
    ...(asked === "" ? extras : []),
    ...[...(suggestions.counts ?? [])].map(([value, label]) => ({ value, label })),
  ];
  const isExpanded = isOpen && options.length > 0;
  const optionId = (index: number) => `${listId}-${index}`;

  const open = () => {
    if (isOpen) return;
    setIsOpen(true);
    setOpenedWith(text);
    setActiveIndex(-1);
  };
  const close = () => {
    setIsOpen(false);
    setActiveIndex(-1);
  };
  const pick = (value: string) => {
    onTextChange(value);
    close();
  };
  const type = (next: string) => {
    onTextChange(next);
    setActiveIndex(-1);
    // Nothing more can be chosen then, and the list would lie over what the form says about it.
    setIsOpen(!extras.some(({ value }) => value === next));
  };
  const move = (step: 1 | -1) => {
    open();
    // One place beyond the last is the box itself, in both directions.
    const places = options.length + 1;
    setActiveIndex((before) => ((before + 1 + step + places) % places) - 1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const active = options[activeIndex];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      // Without a choice it is the form's.
      if (isOpen && active !== undefined) {
        event.preventDefault();
        pick(active.value);
      } else close();
    } else if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      close();
    }
  };
  const box = useCloseOutside(isOpen, close);

  return (
    <div className="relative" {...box}>
      <Input
        role="combobox"
        aria-expanded={isExpanded}
        aria-autocomplete="list"
        {...(isExpanded ? { "aria-controls": listId } : {})}
        {...(isExpanded && activeIndex >= 0 ? { "aria-activedescendant": optionId(activeIndex) } : {})}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => type(event.target.value)}
        onClick={open}
        onKeyDown={onKeyDown}
        {...control}
      />
      {isOpen && (
        <div
          // The box keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          aria-busy={suggestions.isBusy}
          className="absolute inset-x-0 top-full z-30 mt-1 rounded-md border bg-raised p-1 text-sm shadow-lg"
        >
          <div role="status" className="text-xs text-muted">
            <SuggestionStatus suggestions={suggestions} text={asked} />
          </div>
          {suggestions.error !== null && (
            <Button look="quiet" size="small" onClick={suggestions.retry}>
              Try again
            </Button>
          )}
          {options.length > 0 && (
            <ul
              id={listId}
              role="listbox"
              aria-label="Existing values"
              className="max-h-44 overflow-y-auto overscroll-contain"
            >
              {options.map(({ value, label }, index) => (
                <Option
                  key={value}
                  id={optionId(index)}
                  value={value}
                  label={label}
                  isActive={index === activeIndex}
                  onPick={() => pick(value)}
                />
              ))}
            </ul>
          )}
          {suggestions.counts === null && suggestions.error === null && <LoadingRows />}
        </div>
      )}
    </div>
  );
};

const Option = ({
  id,
  value,
  label,
  isActive,
  onPick,
}: {
  id: string;
  value: string;
  label: string;
  isActive: boolean;
  onPick: () => void;
}) => (
  <li
    id={id}
    role="option"
    aria-selected={isActive}
    // Only when it is moved to by keys: the list scrolls with it.
    ref={(element) => {
      if (isActive) element?.scrollIntoView({ block: "nearest" });
    }}
    onClick={onPick}
    className={clsx(optionClasses, "hover:bg-hover", isActive && "bg-hover")}
  >
    <bdi className="min-w-0 flex-1 truncate text-left" title={value}>
      {value}
    </bdi>
    <span className="text-xs text-muted">{label}</span>
  </li>
);
