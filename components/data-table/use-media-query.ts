"use client";

import { useSyncExternalStore } from "react";

/** Whether the window fits a media query; `onServer` is the guess for the first answer. */
export const useMediaQuery = (query: string, onServer: boolean): boolean =>
  useSyncExternalStore(
    (tell) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", tell);
      return () => list.removeEventListener("change", tell);
    },
    () => window.matchMedia(query).matches,
    () => onServer,
  );
