import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { shownError } from "@/lib/http/shown-error";
import type { PersonSearch } from "./use-person-search";

/** How far the search is, or why there is none. One line, whatever it says, so that nothing below it moves. */
export const SearchState = ({
  search: { findings, isSearching, error, searchedAt, again },
}: {
  search: PersonSearch;
}) => {
  const failure = error !== null ? shownError(error).message : findings.failure;
  if (failure !== null && !isSearching)
    return (
      <Notice
        look="warning"
        role="alert"
        action={
          <Button size="small" onClick={again}>
            Try again
          </Button>
        }
      >
        The search broke off, so there may be more than what is shown. {failure}
      </Notice>
    );
  return (
    <div className="flex min-h-7 items-center gap-3 text-sm text-muted">
      <p role="status">
        {isSearching || searchedAt === null ? (
          "Searching all stores…"
        ) : (
          <>
            Searched <Instant at={searchedAt} />. What is stored later is not shown.
          </>
        )}
      </p>
      <Button size="small" look="quiet" disabled={isSearching} focusableWhenDisabled onClick={again}>
        Search again
      </Button>
    </div>
  );
};
