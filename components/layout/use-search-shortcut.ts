"use client";

import { useShortcut } from "./use-shortcut";

/** Calls `focus` for the key "/", unless somebody types or a dialog is open. */
export const useSearchShortcut = (focus: () => void): void =>
  useShortcut(
    (event) =>
      event.key === "/" &&
      !event.ctrlKey &&
      !event.metaKey &&
      document.querySelector('[role="dialog"]') === null,
    focus,
  );
