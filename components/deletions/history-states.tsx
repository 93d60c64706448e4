"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useAllowedPages } from "@/components/layout/allowed-pages";
import { Button, buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ErrorState, ViewState } from "@/components/ui/view-state";
import { RequestError } from "@/lib/http/request-error";
import { shownError } from "@/lib/http/shown-error";

const isSignedOut = (error: Error) => error instanceof RequestError && error.code === "not_signed_in";

export const HistoryError = ({ error, onRetry }: { error: Error; onRetry: () => void }) =>
  isSignedOut(error) ? (
    <ViewState role="alert" title="You are signed out" action={<SignInLink />} />
  ) : (
    <ErrorState title="The history could not be loaded" {...shownError(error)} onRetry={onRetry} />
  );

/** The rows are from the last answer; says so instead of hiding them. */
export const RefreshFailed = ({ error, onRetry }: { error: Error; onRetry: () => void }) => {
  const { message, requestId } = shownError(error);
  return (
    <div className="shrink-0 px-4 py-2">
      <Notice
        look="warning"
        role="alert"
        action={
          isSignedOut(error) ? (
            <SignInLink />
          ) : (
            <Button size="small" onClick={onRetry}>
              Try again
            </Button>
          )
        }
      >
        This may be out of date. {message}
        {requestId !== null && <span className="ml-2 font-mono text-xs">Request {requestId}</span>}
      </Notice>
    </div>
  );
};

/** Leads back to this page. */
const SignInLink = () => (
  <Link
    href={`/sign-in?next=${encodeURIComponent(usePathname())}`}
    className={buttonClasses("plain", "small")}
  >
    Sign in
  </Link>
);

export const UnreadableAddress = ({ problem, onClear }: { problem: string; onClear: () => void }) => (
  <ViewState role="alert" title={problem} action={<Button onClick={onClear}>Clear filter</Button>}>
    Nothing is shown, because leaving that part out would answer a different question.
  </ViewState>
);

export const EmptyHistory = ({
  isFiltered,
  isLaterPage,
  onClear,
  onFirstPage,
}: {
  isFiltered: boolean;
  isLaterPage: boolean;
  onClear: () => void;
  onFirstPage: () => void;
}) => {
  const isMemoriesAllowed = useAllowedPages().includes("/memories");
  if (isLaterPage) {
    return (
      <ViewState
        title="There are no older deletions"
        action={<Button onClick={onFirstPage}>Show the newest</Button>}
      />
    );
  }
  if (isFiltered) {
    return (
      <ViewState
        title="No deletion matches this filter"
        action={<Button onClick={onClear}>Clear filter</Button>}
      >
        A new deletion that matches appears here automatically.
      </ViewState>
    );
  }
  return (
    <ViewState
      title="No deletions yet"
      action={
        isMemoriesAllowed ? (
          <Link href="/memories" className={buttonClasses("primary")}>
            Go to memories
          </Link>
        ) : undefined
      }
    >
      A deletion is one confirmed request to delete memories. Each one is listed here with who requested it,
      when, and what happened to every memory. The list stays after the memories are gone, and contains none
      of their text.
    </ViewState>
  );
};
