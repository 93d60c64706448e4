"use client";

import { useState } from "react";
import { preferencesCookieText, type TablePreferences } from "./table-preferences";

export type PreferencesControl = {
  preferences: TablePreferences;
  change: (part: Partial<TablePreferences>) => void;
};

/** Preferences of the table of this name, remembered in a cookie. `initial` is what the server read from it. */
export const useTablePreferences = (tableName: string, initial: TablePreferences): PreferencesControl => {
  const [preferences, setPreferences] = useState(initial);
  return {
    preferences,
    change: (part) => {
      const next = { ...preferences, ...part };
      setPreferences(next);
      document.cookie = preferencesCookieText(tableName, next);
    },
  };
};
