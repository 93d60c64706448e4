"use client";

import { Rows2, Rows4 } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { PreferencesControl } from "./use-table-preferences";

/** Rows of 36 or of 28 pixels. */
export const DensityToggle = ({
  preferences: { preferences, change },
}: {
  preferences: PreferencesControl;
}) => {
  const isCompact = preferences.density === "compact";
  const Icon = isCompact ? Rows4 : Rows2;
  return (
    <Button
      look="quiet"
      size="icon"
      aria-label="Compact rows"
      aria-pressed={isCompact}
      title={isCompact ? "Rows are compact" : "Make rows compact"}
      onClick={() => change({ density: isCompact ? "comfortable" : "compact" })}
    >
      <Icon size={14} aria-hidden />
    </Button>
  );
};
