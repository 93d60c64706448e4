"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { createContext, useContext, type ReactNode } from "react";
import { waitingCountQuery } from "@/lib/approvals/query-options";
import type { WaitingCount } from "@/lib/approvals/types";

const WaitingContext = createContext<WaitingCount>({ toDecide: 0, isShown: false });

/** What waits for this member, as the server counted it for the page, and then as it changes. */
export const WaitingProvider = ({
  waiting,
  canRead,
  children,
}: {
  waiting: WaitingCount;
  /** Whether this member may see requests for approval at all. */
  canRead: boolean;
  children: ReactNode;
}) => {
  const { data } = useQuery({ ...waitingCountQuery, initialData: waiting, enabled: canRead });
  return <WaitingContext value={data}>{children}</WaitingContext>;
};

export const useWaiting = (): WaitingCount => useContext(WaitingContext);

/** How many wait, in a corner of what stands for them or behind its name; nothing for none. */
export const WaitingBadge = ({
  count,
  words = "waiting for approval",
  isInline = false,
}: {
  count: number;
  /** What they do, read after the number. */
  words?: string;
  isInline?: boolean;
}) =>
  count === 0 ? null : (
    <span
      title={`${count.toLocaleString("en")} ${words}`}
      className={clsx(
        "inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-warning-soft px-1 text-xs font-medium text-warning",
        isInline ? "ml-auto" : "absolute top-0.5 right-1 lg:static lg:ml-auto",
      )}
    >
      {count > 99 ? "99+" : count}
      <span className="sr-only"> {words}</span>
    </span>
  );
