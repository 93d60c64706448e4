import type { ReactNode } from "react";

/** `action` stands beside the heading. */
export const VerificationSection = ({
  note,
  action,
  children,
}: {
  note: ReactNode;
  action: ReactNode;
  children?: ReactNode;
}) => (
  <section aria-labelledby="verification" className="grid min-w-0 gap-2">
    <header className="flex flex-wrap items-end gap-3">
      <div className="min-w-0 flex-1 max-sm:basis-full">
        <h2 id="verification" className="text-base font-medium">
          Verification
        </h2>
        <p className="text-sm text-muted">{note}</p>
      </div>
      {action}
    </header>
    {children}
  </section>
);
