import Link from "next/link";
import { usePathname } from "next/navigation";
import { Button, buttonClasses } from "@/components/ui/button";
import { ErrorState, ViewState } from "@/components/ui/view-state";
import { RequestError } from "@/lib/http/request-error";
import { shownError } from "@/lib/http/shown-error";

export const TicketsError = ({
  error,
  title = "The tickets could not be loaded",
  onRetry,
}: {
  error: Error;
  title?: string;
  onRetry: () => void;
}) => {
  const pathname = usePathname();
  if (error instanceof RequestError && error.code === "not_signed_in") {
    const signIn = (
      <Link
        href={`/sign-in?next=${encodeURIComponent(pathname)}`}
        className={buttonClasses("plain", "small")}
      >
        Sign in
      </Link>
    );
    return <ViewState role="alert" title="You are signed out" action={signIn} />;
  }
  return <ErrorState title={title} {...shownError(error)} onRetry={onRetry} />;
};

export const EmptyTickets = ({
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
  if (isLaterPage) {
    return (
      <ViewState
        title="There are no more tickets"
        action={<Button onClick={onFirstPage}>Show the first</Button>}
      />
    );
  }
  if (isFiltered) {
    return (
      <ViewState
        title="No ticket matches this filter"
        action={<Button onClick={onClear}>Clear filter</Button>}
      >
        A ticket that comes to match appears here by itself.
      </ViewState>
    );
  }
  return (
    <ViewState title="No open tickets">
      A ticket is a person’s request to be erased. It keeps the day by which the law wants an answer, what was
      found and deleted, and the evidence. Closed tickets are shown by the filter.
    </ViewState>
  );
};
