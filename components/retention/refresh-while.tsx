"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const everyMs = 2_000;

/** Reads the page again every two seconds, while something on it goes on by itself. */
export const RefreshWhile = ({ isBusy }: { isBusy: boolean }) => {
  const router = useRouter();
  // The outside system: the clock.
  useEffect(() => {
    if (!isBusy) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [isBusy, router]);
  return null;
};
