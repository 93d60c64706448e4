import type { ReactNode } from "react";

/** A part of a ticket's page, with its name and what can be done with it. */
export const TicketRegion = ({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) => (
  <section aria-label={title} className="grid grid-cols-[minmax(0,1fr)] content-start gap-2">
    <div className="flex min-h-7 items-center gap-3 border-b pb-1">
      <h2 className="text-sm font-semibold">{title}</h2>
      {actions !== undefined && <div className="ml-auto flex gap-2">{actions}</div>}
    </div>
    {children}
  </section>
);

/** Said where there is nothing yet. */
export const Nothing = ({ children }: { children: ReactNode }) => (
  <p className="max-w-[70ch] text-sm text-muted">{children}</p>
);
