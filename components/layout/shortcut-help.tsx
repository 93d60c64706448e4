"use client";

import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { useShortcut } from "./use-shortcut";

const groups = [
  {
    title: "Everywhere",
    keys: [
      ["Ctrl K or ⌘ K", "Go to a page or start an action"],
      ["?", "Show these keys"],
      ["Esc", "Close what is open"],
    ],
  },
  {
    title: "In a table",
    keys: [
      ["/", "Search"],
      ["J or ↓", "Next row"],
      ["K or ↑", "Previous row"],
      ["Home or End", "First or last row"],
      ["X or Space", "Select or unselect the row"],
      ["Shift X, Shift ↓ or Shift ↑", "Extend the selection"],
      ["Enter", "Open the row"],
      [".", "Filter by, exclude or copy the row's values"],
      ["#", "Delete the selection"],
    ],
  },
] as const;

/** What `?` shows. */
export const ShortcutHelp = () => {
  const [isOpen, setIsOpen] = useState(false);
  useShortcut(
    (event) => event.key === "?" && document.querySelector('[role="dialog"]') === null,
    () => setIsOpen(true),
  );
  return (
    <Dialog isOpen={isOpen} onOpenChange={setIsOpen} title="Keys" width="max-w-md">
      <div className="grid gap-4">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 text-sm font-medium text-muted">{group.title}</h3>
            <dl className="grid grid-cols-[10rem_1fr] gap-y-1 text-sm">
              {group.keys.map(([key, meaning]) => (
                <div key={key} className="contents">
                  <dt className="font-mono text-xs leading-5">{key}</dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
};
