import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";
import { encodeSuppressionPosition } from "@/lib/suppression/position";
import type { SuppressionPage } from "@/lib/suppression/types";
import { SuppressionsTable } from "./suppressions-table";

/** Whose new memories are refused or reported, and what that means. */
export const SuppressionsView = ({ page, isFirst }: { page: SuppressionPage; isFirst: boolean }) => {
  const { suppressions, nextPosition } = page;
  return (
    <section aria-labelledby="suppression" className="grid grid-cols-1 gap-3 py-4">
      <div className="grid gap-1 px-4">
        <h2 id="suppression" className="text-base font-semibold">
          Suppression
        </h2>
        <p className="max-w-[70ch] text-sm text-muted">
          People whose data was erased, and whose new memories are refused or reported in the built-in store:
          by API, import and agents. It is set up on their ticket, and lifted here or there. Lethe keeps no
          names for it, only keyed digests of the IDs; they go when it is lifted, or with the ticket’s record.
        </p>
      </div>
      {suppressions.length === 0 ? (
        <ViewState title={isFirst ? "Nobody is suppressed" : "No more suppressions"}>
          {isFirst
            ? "Open the ticket of somebody whose data was erased, and choose “Keep erased”."
            : "You have seen all of them."}
        </ViewState>
      ) : (
        <SuppressionsTable suppressions={suppressions} />
      )}
      {(nextPosition !== null || !isFirst) && (
        <nav aria-label="Pages" className="flex gap-2 px-4">
          {!isFirst && (
            <Link href="/settings/suppressions" className={buttonClasses("plain", "small")}>
              Newest
            </Link>
          )}
          {nextPosition !== null && (
            <Link
              href={`/settings/suppressions?${new URLSearchParams({ after: encodeSuppressionPosition(nextPosition) }).toString()}`}
              className={buttonClasses("plain", "small")}
            >
              Older
            </Link>
          )}
        </nav>
      )}
    </section>
  );
};
