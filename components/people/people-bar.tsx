import clsx from "clsx";
import { Eraser, Ticket } from "lucide-react";
import Link from "next/link";
import { Button, buttonClasses } from "@/components/ui/button";
import { chosenWords, type ChosenCount } from "./chosen";

/** What is chosen, and what can be done with it; always in sight, and above the pages' bar of a phone. */
export const PeopleBar = ({
  chosen,
  isSearching,
  canErase,
  newTicketHref,
  onErase,
}: {
  chosen: ChosenCount;
  isSearching: boolean;
  canErase: boolean;
  /** Null where there is a ticket, or this member may create none. */
  newTicketHref: string | null;
  onErase: () => void;
}) => (
  <section
    aria-label="Chosen"
    className="sticky bottom-[52px] z-20 flex min-h-12 flex-wrap content-center items-center gap-x-3 gap-y-2 border-t bg-canvas px-4 py-2 md:bottom-0"
  >
    <p
      role="status"
      className={clsx(
        "mr-auto text-sm first-letter:uppercase",
        // On a phone the button below says it.
        canErase && chosen.storeCount > 0 && !isSearching ? "max-sm:sr-only" : "max-sm:w-full",
      )}
    >
      {chosen.storeCount === 0 ? (
        <span className="text-muted">Nothing is chosen</span>
      ) : (
        `${chosenWords(chosen)} chosen`
      )}
      {isSearching && <span className="text-muted"> · still searching</span>}
    </p>
    {newTicketHref !== null && (
      <Link href={newTicketHref} className={`max-sm:flex-1 max-sm:justify-center ${buttonClasses()}`}>
        <Ticket size={14} aria-hidden />
        New ticket with these
      </Link>
    )}
    {canErase && (
      <Button
        look="danger"
        disabled={chosen.storeCount === 0}
        focusableWhenDisabled
        onClick={onErase}
        className="max-sm:flex-1 max-sm:justify-center"
      >
        <Eraser size={14} aria-hidden />
        {chosen.storeCount === 0 ? "Erase memories" : `Erase ${chosenWords(chosen)}`}
      </Button>
    )}
  </section>
);
