"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, useContext, type ReactNode } from "react";
import { dueCountQuery } from "@/lib/tickets/query-options";
import type { DueCount } from "@/lib/tickets/types";
import { WaitingBadge } from "./waiting";

const DueContext = createContext<DueCount>({ dueCount: 0, overdueCount: 0 });

/** The tickets that are due for this member, as the server counted them for the page, and then as they change. */
export const DueProvider = ({
  due,
  canRead,
  children,
}: {
  due: DueCount;
  /** Whether this member may see tickets at all. */
  canRead: boolean;
  children: ReactNode;
}) => {
  const { data } = useQuery({ ...dueCountQuery, initialData: due, enabled: canRead });
  return <DueContext value={data}>{children}</DueContext>;
};

/** How many tickets of this member, or of nobody, are due in the next days or overdue. */
export const DueBadge = ({ isInline = false }: { isInline?: boolean }) => {
  const { dueCount, overdueCount } = useContext(DueContext);
  const words = `due in 7 days or overdue${overdueCount === 0 ? "" : `, ${overdueCount.toLocaleString("en")} overdue`}`;
  return <WaitingBadge count={dueCount} words={words} isInline={isInline} />;
};
