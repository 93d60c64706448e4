"use client";

import { useEffect } from "react";

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** Calls `run` when the key is pressed anywhere on the page (an outside system), except in a text field. */
export const useShortcut = (
  matches: (event: KeyboardEvent) => boolean,
  run: () => void,
  { whileTyping = false }: { whileTyping?: boolean } = {},
): void => {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || (!whileTyping && isTyping(event.target)) || !matches(event)) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  });
};
