import type { ReactNode } from "react";

/** The name under which the columns of the memories table are remembered. */
export const memoriesTableName = "memories";

/** As high as the room the window leaves: the table scrolls, and not the page. */
export const MemoriesFrame = ({ children }: { children: ReactNode }) => (
  <div className="relative min-h-[280px] flex-1">
    <div className="absolute inset-0 flex flex-col">{children}</div>
  </div>
);
