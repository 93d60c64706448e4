"use client";

import { useShortcut } from "./use-shortcut";

/** Calls `focus` for the key "/", except in a text field or with a dialog open. */
export const useSearchShortcut = (focus: () => void): void =>
  useShortcut(
    (event) =>
      event.key === "/" &&
      !event.ctrlKey &&
      !event.metaKey &&
      document.querySelector('[role="dialog"]') === null,
    focus,
  );
