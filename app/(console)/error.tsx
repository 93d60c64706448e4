"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { ErrorState } from "@/components/ui/view-state";

/** What a page shows could not be read: never shown as an empty one. The digest names the line in the server's log. */
const PageError = ({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) => {
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <>
      <PageHeader title="Not readable" />
      <ErrorState
        title="What this page shows could not be read"
        message="Nothing was changed. The database may be busy or restarting."
        requestId={error.digest ?? null}
        onRetry={retry}
      />
    </>
  );
};

export default PageError;
