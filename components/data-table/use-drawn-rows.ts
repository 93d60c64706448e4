"use client";

import { useDeferredValue } from "react";

/** More than a tall screen shows. */
const rowsOnFirstScreen = 30;

/**
 * The rows to draw: a screenful first, on the server and when the table comes up, at a quarter of a millisecond a row; then all of
 * them, in steps that let clicks and keys through.
 */
export const useDrawnRows = <Entry>(rows: readonly Entry[]): readonly Entry[] => {
  const areAllDrawn = useDeferredValue(true, false);
  return areAllDrawn ? rows : rows.slice(0, rowsOnFirstScreen);
};
