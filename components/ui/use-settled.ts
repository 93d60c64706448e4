"use client";

import { useEffect, useState } from "react";

/** Asking a large store costs: typing does not ask for every letter. */
const settleMs = 200;

/** `value`, once it has not changed for a moment. */
export const useSettled = <Value>(value: Value): Value => {
  const [settled, setSettled] = useState(value);
  // The outside system: the clock.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
};
