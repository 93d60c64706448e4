import type { ReactNode } from "react";

export const tableClasses = "w-full text-left text-sm";
export const headClasses = "h-8 px-4 font-medium whitespace-nowrap text-muted";
export const cellClasses = "h-9 px-4 whitespace-nowrap";

/** Holds a table that may be wider than the screen, and its hidden texts (`relative`); can be scrolled with the keyboard. */
export const ScrollRegion = ({ label, children }: { label: string; children: ReactNode }) => (
  <div role="region" aria-label={label} tabIndex={0} className="relative overflow-x-auto border-y">
    {children}
  </div>
);
