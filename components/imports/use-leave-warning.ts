"use client";

import { useEffect } from "react";

const question = "The import is still running. Leave the page and stop it? What was added stays.";

/** Asks before the page is left while something runs on it. The outside system: the browser's navigation. */
export const useLeaveWarning = (isRunning: boolean): void => {
  useEffect(() => {
    if (!isRunning) return undefined;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    // Links inside the console never unload the page, so that they are asked about here, before Next sees the click.
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
      if (link === null || opensElsewhere || link.hasAttribute("download")) return;
      if (!window.confirm(question)) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [isRunning]);
};
