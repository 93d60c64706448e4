"use client";

import { useState } from "react";
import { useShortcut } from "@/components/layout/use-shortcut";
import { onDemand } from "@/components/ui/on-demand";
import { PaletteComing } from "./palette-coming";
import { noStart, type PaletteStart } from "./palette-start";

const box = onDemand(() => import("./palette-box"));

/** Ctrl K: every page, action, entity, ticket and id, by typing. */
export const CommandPalette = ({ hrefs }: { hrefs: string[] }) => {
  const [isOpen, setIsOpen] = useState(false);
  const [start, setStart] = useState<PaletteStart>(noStart);
  const loaded = box.use(isOpen);
  useShortcut(
    (event) => event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey),
    () => {
      if (!isOpen) setStart({ ...noStart, opener: document.activeElement });
      // Two keys can come before this is drawn again.
      setIsOpen((wasOpen) => !wasOpen);
    },
    { whileTyping: true },
  );
  if (loaded === undefined)
    return (
      isOpen && (
        <PaletteComing
          start={start}
          onChange={setStart}
          onClose={() => {
            if (start.opener instanceof HTMLElement) start.opener.focus();
            setIsOpen(false);
          }}
        />
      )
    );
  return <loaded.PaletteBox hrefs={hrefs} isOpen={isOpen} start={start} onOpenChange={setIsOpen} />;
};
