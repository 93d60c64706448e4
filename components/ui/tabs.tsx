"use client";

import { useId, type KeyboardEvent, type ReactNode } from "react";

/** Several ways to one thing, of which one is shown. Arrow keys move between the tabs. */
export const Tabs = <Value extends string>({
  label,
  value,
  tabs,
  onChange,
}: {
  label: string;
  value: Value;
  tabs: readonly { value: Value; label: string; content: ReactNode }[];
  onChange: (value: Value) => void;
}) => {
  const id = useId();
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = steps.get(event.key);
    const at = tabs.findIndex((tab) => tab.value === value);
    const to = step === "first" ? 0 : step === "last" ? tabs.length - 1 : at + (step ?? 0);
    const next = tabs[(to + tabs.length) % tabs.length];
    if (step === undefined || next === undefined) return;
    event.preventDefault();
    onChange(next.value);
    document.getElementById(`${id}-tab-${next.value}`)?.focus();
  };
  return (
    <div>
      <div
        role="tablist"
        aria-label={label}
        onKeyDown={move}
        className="inline-flex h-8 w-full rounded-md border border-control/60 bg-canvas p-0.5"
      >
        {tabs.map((tab) => {
          const isShown = tab.value === value;
          return (
            <button
              key={tab.value}
              id={`${id}-tab-${tab.value}`}
              type="button"
              role="tab"
              aria-selected={isShown}
              aria-controls={isShown ? `${id}-panel` : undefined}
              tabIndex={isShown ? 0 : -1}
              data-active={isShown ? "" : undefined}
              onClick={() => onChange(tab.value)}
              className="inline-flex flex-1 items-center justify-center rounded px-3 text-sm font-medium text-muted transition-colors hover:bg-hover hover:text-text data-active:bg-accent-soft data-active:text-accent"
            >
              {tab.label}
            </button>
          );
        })}
      </div>
      <div
        key={value}
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={`${id}-tab-${value}`}
        tabIndex={-1}
        className="pt-4 outline-none"
      >
        {tabs.find((tab) => tab.value === value)?.content}
      </div>
    </div>
  );
};

const steps = new Map<string, 1 | -1 | "first" | "last">([
  ["ArrowRight", 1],
  ["ArrowLeft", -1],
  ["Home", "first"],
  ["End", "last"],
]);
