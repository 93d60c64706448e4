"use client";

import { useEffect, useState, useSyncExternalStore } from "react";

type Load = () => Promise<unknown>;

/** Loaded one after the other once somebody moves on the page, and mostly before they can have clicked. */
const wanted: Load[] = [];
let hasMoved = false;
/** What somebody asked for, and did not come. */
const missing = new Set<Load>();
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const tell = () => listeners.forEach((listener) => listener());

/**
 * A module that pages do without until somebody does something. `use` answers undefined until it was wanted and has come, and from
 * then on always the module: what closes is drawn until it has gone. What does not come is told by `usePartMissing`.
 */
export const onDemand = <Module>(importModule: () => Promise<Module>) => {
  let loaded: Module | undefined;
  let note: (module: Module) => void = () => undefined;
  const come = new Promise<Module>((resolve) => (note = resolve));
  const load: Load = async () => {
    loaded ??= await importModule();
    note(loaded);
    missing.delete(load);
    tell();
  };
  wanted.push(load);
  if (hasMoved) loadWhenIdle();
  return {
    use: (isWanted = true): Module | undefined => {
      const [wasWanted, setWasWanted] = useState(isWanted);
      if (isWanted && !wasWanted) setWasWanted(true);
      const known = useSyncExternalStore(
        subscribe,
        () => loaded,
        () => undefined,
      );
      // The outside system: the network.
      useEffect(() => {
        if (isWanted && loaded === undefined) void ask(load);
      }, [isWanted]);
      return wasWanted ? known : undefined;
    },
    /** The same outside of components. It waits as long as it takes. */
    come: (): Promise<Module> => {
      if (loaded === undefined) void ask(load);
      return come;
    },
  };
};

const ask = async (load: Load): Promise<void> => {
  try {
    await load();
  } catch {
    missing.add(load);
    tell();
  }
};

/** Whether something that was asked for did not come; asking again opens what waits for it. */
export const usePartMissing = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => missing.size > 0,
    () => false,
  );
export const askForMissingParts = (): void => missing.forEach((load) => void ask(load));

/** Focus is none: a page gives it to its first field, and React tells of it once more. */
const signs = ["pointermove", "pointerdown", "touchstart", "keydown"] as const;

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
  // What does not come is asked for again, and told of, when somebody wants it.
  whenIdle(() => void next().then(loadWhenIdle, loadWhenIdle));
};
