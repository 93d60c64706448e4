import { useLayoutEffect, useRef, type RefObject } from "react";

/** Gives the focus to the first control in the form that has a problem, each time `problems` are new. */
export const useProblemFocus = (problems: unknown): RefObject<HTMLFormElement | null> => {
  const form = useRef<HTMLFormElement>(null);
  // The outside system: the document's focus.
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problems]);
  return form;
};
