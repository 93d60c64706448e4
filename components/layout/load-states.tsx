"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Button, buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ErrorState, ViewState } from "@/components/ui/view-state";
import { RequestError } from "@/lib/http/request-error";
import { shownError } from "@/lib/http/shown-error";

const isSignedOut = (error: Error) => error instanceof RequestError && error.code === "not_signed_in";

/** In place of what could not be read; `title` says what that is. */
export const LoadFailed = ({
  error,
  title = "The history could not be loaded",
  onRetry,
}: {
  error: Error;
  title?: string;
  onRetry: () => void;
}) =>
  isSignedOut(error) ? (
    <ViewState role="alert" title="You are signed out" action={<SignInLink />} />
  ) : (
    <ErrorState title={title} {...shownError(error)} onRetry={onRetry} />
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
