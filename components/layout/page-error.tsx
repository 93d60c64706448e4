"use client";

import { useRouter } from "next/navigation";
import { startTransition, useEffect } from "react";
import { ErrorState } from "@/components/ui/view-state";
import { requestsDigest } from "@/lib/errors/requests-digest";
import { awayDigest } from "@/lib/database/away-digest";

const retryMs = 5_000;

/** What Next gives to an error boundary. */
export type BoundaryError = { error: Error & { digest?: string }; reset: () => void };

/**
 * A page whose data could not be read; never shown as an empty one. After a database outage the page reloads on its own. For
 * any other error the digest identifies the line in the server's log.
 */
export const PageError = ({ error, reset }: BoundaryError) => {
  const router = useRouter();
  const isAway = error.digest === awayDigest;
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  // The outside system: the database, behind the server.
  useEffect(() => {
    if (!isAway) return;
    const timer = setInterval(retry, retryMs);
    return () => clearInterval(timer);
  });
  if (error.digest === requestsDigest) {
    return (
      <ErrorState
        title="Too many requests"
        message="You opened more pages within a minute than Lethe allows. Wait a moment and try again."
        onRetry={retry}
      />
    );
  }
  return isAway ? (
    <ErrorState
      title="Lethe’s database cannot be reached"
      message="Nothing was changed. This page tries again every few seconds."
      onRetry={retry}
    />
  ) : (
    <ErrorState
      title="This page could not be loaded"
      message="Nothing was changed. The database may be busy or restarting."
      requestId={error.digest ?? null}
      onRetry={retry}
    />
  );
};
