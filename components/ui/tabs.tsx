"use client";

import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

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
}) => (
  <BaseTabs.Root value={value} onValueChange={(next: Value) => onChange(next)}>
    <BaseTabs.List
      aria-label={label}
      activateOnFocus
      className="inline-flex h-8 w-full rounded-md border border-control/60 bg-canvas p-0.5"
    >
      {tabs.map((tab) => (
        <BaseTabs.Tab
          key={tab.value}
          value={tab.value}
          className="flex-1 rounded px-3 text-sm font-medium text-muted transition-colors hover:bg-hover hover:text-text data-active:bg-accent-soft data-active:text-accent"
        >
          {tab.label}
        </BaseTabs.Tab>
      ))}
    </BaseTabs.List>
    {tabs.map((tab) => (
      <BaseTabs.Panel key={tab.value} value={tab.value} tabIndex={-1} className="pt-4 outline-none">
        {tab.content}
      </BaseTabs.Panel>
    ))}
  </BaseTabs.Root>
);
