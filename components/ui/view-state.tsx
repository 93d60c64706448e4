import type { ReactNode } from "react";
import { Button } from "./button";

/** Shown in place of content when there is none: why, and what to do. */
export const ViewState = ({
  title,
  children,
  action,
  role,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  role?: "alert" | "status";
}) => (
  <div role={role} className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-16 text-center">
    <p className="text-base font-medium">{title}</p>
    {children !== undefined && <div className="text-sm text-muted">{children}</div>}
    {action !== undefined && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
  </div>
);

/** A read that failed: what failed, how to try again, and the id to quote. */
export const ErrorState = ({
  title,
  message,
  requestId,
  onRetry,
}: {
  title: string;
  message: string;
  requestId?: string | null;
  onRetry?: () => void;
}) => (
  <ViewState
    role="alert"
    title={title}
    action={onRetry !== undefined && <Button onClick={onRetry}>Try again</Button>}
  >
    <p>{message}</p>
    {requestId != null && <p className="mt-1 font-mono text-xs">Request {requestId}</p>}
  </ViewState>
);
