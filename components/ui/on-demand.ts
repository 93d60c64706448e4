"use client";

import { useEffect, useState } from "react";

/** Loaded one after the other once somebody moves on the page, and before they can have clicked. */
const wanted: (() => Promise<unknown>)[] = [];
let hasMoved = false;

/**
 * A module that pages do without until somebody does something. `use` answers undefined until it has come, and never waits
 * afterwards; `load` brings it before it is drawn.
 */
export const onDemand = <Module>(importModule: () => Promise<Module>) => {
  let loaded: Module | undefined;
  const load = async (): Promise<Module> => (loaded ??= await importModule());
  wanted.push(load);
  if (hasMoved) loadWhenIdle();
  return {
    load,
    use: (isWanted = true): Module | undefined => {
      const [, setModule] = useState<Module>();
      // The outside system: the network. What did not come is asked for again when this is drawn again, as by another click.
      useEffect(() => {
        if (isWanted && loaded === undefined)
          void load().then(
            (module) => setModule(() => module),
            () => undefined,
          );
      });
      return isWanted ? loaded : undefined;
    },
  };
};

const signs = ["pointermove", "pointerdown", "touchstart", "keydown", "focusin"] as const;

/** Fetches what can be asked for, from the first sign of somebody at the page on. */
export const usePrefetchOnIntent = (): void => {
  useEffect(() => {
    const begin = () => {
      end();
      hasMoved = true;
      loadWhenIdle();
    };
    const end = () => signs.forEach((sign) => window.removeEventListener(sign, begin));
    signs.forEach((sign) => window.addEventListener(sign, begin, { passive: true }));
    return end;
  }, []);
};

const loadWhenIdle = (): void => {
  const next = wanted.shift();
  if (next === undefined) return;
  // Safari has no idle callbacks, nor is it slow.
  const whenIdle = (window as Partial<Pick<Window, "requestIdleCallback">>).requestIdleCallback ?? setTimeout;
  whenIdle(
    () =>
      void next()
        .catch(() => undefined)
        .finally(loadWhenIdle),
  );
};
