import { useEffect, useRef, type RefObject } from "react";

/** The reference of a ticket that was made on the page before; the button that made it is gone with that page. */
let made: string | null = null;
export const noteMade = (reference: string): void => {
  made = reference;
};

/** Gives the focus to the heading of a ticket that was just made. */
export const useFocusWhenMade = (reference: string): RefObject<HTMLHeadingElement | null> => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (made !== reference) return;
    made = null;
    heading.current?.focus();
  }, [reference]);
  return heading;
};

/**
 * Once a step was taken, its button may be gone, and the focus with it: the next step has it then, or the page's heading where there
 * is none. `version`: of the ticket that the buttons belong to; `isAsking`: whether the dialog of a step is open.
 */
export const useFocusOfSteps = ({ version, isAsking }: { version: number; isAsking: boolean }) => {
  const steps = useRef<HTMLDivElement>(null);
  const askedOf = useRef<number | null>(null);
  useEffect(() => {
    if (isAsking) {
      askedOf.current ??= version;
      return;
    }
    if (askedOf.current === null || askedOf.current === version) return;
    askedOf.current = null;
    const { activeElement } = document;
    if (activeElement !== null && activeElement !== document.body) return;
    (steps.current?.querySelector("button") ?? document.querySelector("h1"))?.focus();
  }, [version, isAsking]);
  return steps;
};
