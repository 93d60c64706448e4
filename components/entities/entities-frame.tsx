import type { ReactNode } from "react";

/** The name under which the columns of the entities table are remembered. */
export const entitiesTableName = "entities";

/** As high as the room the window leaves: the table scrolls, and not the page. */
export const EntitiesFrame = ({ children }: { children: ReactNode }) => (
  <div className="relative min-h-[420px] flex-1">
    <div className="absolute inset-0 flex flex-col">{children}</div>
  </div>
);
