"use client";

import { useSyncExternalStore } from "react";

/** More than a tall screen shows. */
const rowsOnFirstScreen = 30;

const neverChanges = () => () => undefined;

/**
 * The rows to draw: all of them in the browser. The server draws a screenful, at a quarter of a millisecond a row; the browser
 * has the data of the others, and draws them as soon as it has taken the page over.
 */
export const useDrawnRows = <Entry>(rows: readonly Entry[]): readonly Entry[] => {
  const isInBrowser = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  return isInBrowser ? rows : rows.slice(0, rowsOnFirstScreen);
};
