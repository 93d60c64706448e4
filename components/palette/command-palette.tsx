"use client";

import { useState } from "react";
import { useShortcut } from "@/components/layout/use-shortcut";
import { onDemand } from "@/components/ui/on-demand";

const box = onDemand(() => import("./palette-box"));

/** Ctrl K: every page, action, entity, ticket and id, by typing. */
export const CommandPalette = ({ hrefs }: { hrefs: string[] }) => {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  useShortcut(
    (event) => event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey),
    () => {
      setWasOpened(true);
      // Two keys can come before this is drawn again.
      setIsOpen((wasOpen) => !wasOpen);
    },
    { whileTyping: true },
  );
  const loaded = box.use(wasOpened);
  return loaded !== undefined && <loaded.PaletteBox hrefs={hrefs} isOpen={isOpen} onOpenChange={setIsOpen} />;
};
