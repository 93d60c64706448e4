import type { ReactNode } from "react";

/** The blocks beside each other, with hairlines between them; below each other on a phone. */
export const OverviewGrid = ({ children }: { children: ReactNode }) => (
  <div className="grid grid-cols-1 gap-px border-b bg-line lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
    {children}
  </div>
);
