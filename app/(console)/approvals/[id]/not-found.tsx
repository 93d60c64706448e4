import Link from "next/link";
import { PageHeader } from "@/components/layout/page-header";
import { buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";

const ApprovalNotFound = () => (
  <>
    <PageHeader title="Approval" />
    <ViewState
      title="Approval not found"
      action={
        <Link className={buttonClasses()} href="/approvals">
          Go to the approvals
        </Link>
      }
    >
      The ID in the link may be wrong.
    </ViewState>
  </>
);

export default ApprovalNotFound;
