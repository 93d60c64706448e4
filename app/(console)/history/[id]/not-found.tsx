import Link from "next/link";
import { PageHeader } from "@/components/layout/page-header";
import { buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";

const DeletionNotFound = () => (
  <>
    <PageHeader title="Deletion" />
    <ViewState
      title="Deletion not found"
      action={
        <Link className={buttonClasses()} href="/history">
          Go to the history
        </Link>
      }
    >
      The ID in the link may be wrong. Deletions are never removed from the history.
    </ViewState>
  </>
);

export default DeletionNotFound;
