import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { VisibleText } from "@/components/ui/visible-text";
import { buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { approvalOfDeletionQuery } from "@/lib/approvals/query-options";
import { isFinished } from "@/lib/deletions/status";
import { declinedErrorCode, type Deletion } from "@/lib/deletions/types";
import { deletionErrorWords } from "@/lib/deletions/words/error-words";
import { actorWords } from "./deletion-words";

/** What a second person has to say, or said, of a deletion. `canRead`: whether this member may see requests for approval. */
export const DeletionApproval = ({ deletion, canRead }: { deletion: Deletion; canRead: boolean }) => {
  const { data: approval } = useQuery({
    ...approvalOfDeletionQuery(deletion.id),
    enabled: canRead && deletion.needsApproval,
  });
  if (!deletion.needsApproval) return null;
  const link = approval != null && (
    <Link href={`/approvals/${approval.id}`} className={buttonClasses("plain", "small")}>
      {approval.canDecide ? "Review" : "View approval"}
    </Link>
  );
  if (!isFinished(deletion.status) && approval?.state !== "approved")
    return (
      <Notice look="warning" role="status" action={link}>
        Another admin has to approve this deletion. Nothing is deleted before that
        {approval == null ? "" : ", and without an approval within 24 hours it is cancelled"}.
      </Notice>
    );
  const decidedBy = approval?.decidedBy ?? null;
  if (approval == null || decidedBy === null)
    return deletion.errorCode === declinedErrorCode ? (
      <Notice look="warning">{deletionErrorWords(declinedErrorCode)}</Notice>
    ) : null;
  if (approval.state === "declined")
    return (
      <Notice look="warning" action={link}>
        Declined by <bdi>{actorWords(decidedBy)}</bdi>, so nothing was deleted.
        {approval.reason !== null && (
          <span className="block max-w-[70ch] whitespace-pre-wrap">
            Reason: <VisibleText text={approval.reason} />
          </span>
        )}
      </Notice>
    );
  return approval.state === "approved" ? (
    <Notice action={link}>
      Approved by <bdi>{actorWords(decidedBy)}</bdi>.
    </Notice>
  ) : null;
};
