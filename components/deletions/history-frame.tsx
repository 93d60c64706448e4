import type { ReactNode } from "react";

/** The name under which the columns of the history table are remembered. */
export const historyTableName = "history";

/** As high as the window, less the bar that a phone has at its bottom: the table scrolls, and not the page. */
export const HistoryFrame = ({ children }: { children: ReactNode }) => (
  <div className="flex h-[calc(100dvh-53px)] min-h-0 flex-col md:h-dvh print:h-auto!">{children}</div>
);
