import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";
import { encodeHoldPosition } from "@/lib/holds/position";
import type { HoldPage } from "@/lib/holds/types";
import { HoldsTable } from "./holds-table";

/** What is held, and what that means. */
export const HoldsView = ({
  page: { holds, nextPosition },
  isFirst,
  canManage,
  canSeeMemories,
}: {
  page: HoldPage;
  isFirst: boolean;
  canManage: boolean;
  canSeeMemories: boolean;
}) => (
  <section aria-labelledby="holds" className="grid grid-cols-1 gap-3 py-4">
    <div className="grid gap-1 px-4">
      <h2 id="holds" className="text-base font-semibold">
        Holds
      </h2>
      <p className="max-w-[70ch] text-sm text-muted">
        Nobody can delete through Lethe what a hold covers, until the hold is released: it stays, and previews
        and deletions say how many. In the built-in store it cannot be changed either. In other stores Lethe
        checks every memory before it deletes; what their own applications or Mem0 itself delete there, Lethe
        cannot hold.
      </p>
    </div>
    {holds.length === 0 ? (
      <ViewState title={isFirst ? "Nothing is held" : "No more holds"}>
        {!isFirst
          ? "You have seen all of them."
          : canManage
            ? "Place a hold when memories have to be kept, for a court case or an audit, say."
            : "An admin can place a hold when memories have to be kept."}
      </ViewState>
    ) : (
      <HoldsTable holds={holds} canManage={canManage} canSeeMemories={canSeeMemories} />
    )}
    {(nextPosition !== null || !isFirst) && (
      <nav aria-label="Pages" className="flex gap-2 px-4">
        {!isFirst && (
          <Link href="/settings/holds" className={buttonClasses("plain", "small")}>
            Newest
          </Link>
        )}
        {nextPosition !== null && (
          <Link
            href={`/settings/holds?${new URLSearchParams({ after: encodeHoldPosition(nextPosition) }).toString()}`}
            className={buttonClasses("plain", "small")}
          >
            Older
          </Link>
        )}
      </nav>
    )}
  </section>
);
