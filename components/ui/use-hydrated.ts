"use client";

import { useSyncExternalStore } from "react";

/**
 * False on the server and while its HTML is taken over, then true. For what only the browser knows: parts of a page are taken over
 * one after the other, and what one has asked for may be there before another is.
 */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

const never = () => () => undefined;
