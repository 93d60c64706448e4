import { describeDeletion } from "@/lib/deletions/words/describe-deletion";
import { memoryCountWords } from "@/lib/memories/count-words";
import type { Approval, ApprovalState } from "@/lib/approvals/types";
import { changeWords } from "@/lib/safety/change-words";

export const stateWords: Record<ApprovalState, string> = {
  freezing: "Selecting memories",
  waiting: "Waiting for approval",
  approved: "Approved",
  used: "Approved and done",
  declined: "Declined",
  expired: "Expired",
  withdrawn: "Withdrawn",
};

/** What is to be approved, as a sentence without a full stop. */
export const subjectWords = ({ about }: Approval): string =>
  about.kind === "deletion" ? describeDeletion(about.deletion) : changeWords(about.request, about.subject);

/** What the button says that approves it. */
export const approveWords = ({ about }: Approval): string =>
  about.kind === "deletion"
    ? `Approve deletion of ${memoryCountWords(about.deletion.requestedCount ?? 0)}`
    : "Approve";
