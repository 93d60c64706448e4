import Link from "next/link";
import { PageHeader } from "@/components/layout/page-header";
import { buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";

const TicketNotFound = () => (
  <>
    <PageHeader title="Ticket" />
    <ViewState
      title="Ticket not found"
      action={
        <Link className={buttonClasses()} href="/tickets">
          Go to the tickets
        </Link>
      }
    >
      No ticket has this reference. It may be mistyped, or the record of the ticket may have been removed when
      its time was over.
    </ViewState>
  </>
);

export default TicketNotFound;
