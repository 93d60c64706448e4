"use client";

import { LoadFailed, RefreshFailed } from "@/components/layout/load-states";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { CertificateSection } from "@/components/certificates/certificate-section";
import { PageHeader } from "@/components/layout/page-header";
import { buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { changedSincePreview } from "@/lib/deletions/words/changed-since-preview";
import { describeDeletion } from "@/lib/deletions/words/describe-deletion";
import { deletionErrorWords } from "@/lib/deletions/words/error-words";
import { deletionQuery } from "@/lib/deletions/query-options";
import { isFinished } from "@/lib/deletions/status";
import { declinedErrorCode, type Deletion } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { can, type Role } from "@/lib/access/types";
import { memoryCountWords } from "@/lib/memories/count-words";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { LiveIndicator } from "@/components/live/live-indicator";
import { verdictOf } from "@/lib/deletions/words/verdict";
import { DeletionApproval } from "./deletion-approval";
import { DeletionControls } from "./deletion-controls";
import { HeldNotice } from "./held-notice";
import { DeletionCounts } from "./deletion-counts";
import { DeletionFacts } from "./deletion-facts";
import { DeletionMenu } from "./deletion-menu";
import { DeletionItems } from "./deletion-items";
import { DeletionProgressBar } from "./deletion-progress";
import { DeletionResidue } from "./deletion-residue";
import { DeletionReturned } from "./deletion-returned";
import { DeletionStatusBadge } from "./deletion-status";
import { DeletionVerification } from "./deletion-verification";
import { ProofSection } from "./proof-section";
import { RetryFailed } from "./retry-failed";
import { StoreOutage } from "./store-outage";

/** One deletion, as it stands and while it goes on. */
export const DeletionView = ({ id, role }: { id: DeletionId; role: Role }) => {
  const { data: deletion, error, refetch } = useQuery(deletionQuery(id));
  const retry = () => void refetch();
  return (
    <>
      <PageHeader
        title={deletion === undefined ? "Deletion" : describeDeletion(deletion)}
        note={<LiveIndicator />}
      >
        <Link href="/history" className={buttonClasses("plain", "small")}>
          <ArrowLeft size={14} aria-hidden />
          All deletions
        </Link>
      </PageHeader>
      {error !== null && deletion !== undefined && <RefreshFailed error={error} onRetry={retry} />}
      <div className="grid w-full max-w-5xl gap-6 px-4 py-5">
        {deletion !== undefined ? (
          <DeletionDetails deletion={deletion} role={role} />
        ) : error !== null ? (
          <LoadFailed error={error} onRetry={retry} />
        ) : (
          <DetailsSkeleton />
        )}
      </div>
    </>
  );
};

const DeletionDetails = ({ deletion, role }: { deletion: Deletion; role: Role }) => {
  const canDelete = can(role, deletion.needsDeleteAll ? "memories:delete-all" : "memories:delete");
  return (
    <>
      <section aria-label="Status" className="grid gap-3">
        <DeletionVerdict deletion={deletion} />
        <DeletionReturned deletion={deletion} canDelete={canDelete} />
        <div className="flex min-h-7 flex-wrap items-center gap-3">
          <DeletionStatusBadge deletion={deletion} />
          {canDelete && <DeletionControls deletion={deletion} />}
          {canDelete && isFinished(deletion.status) && deletion.failedCount > 0 && (
            <RetryFailed deletion={deletion} />
          )}
          {can(role, "deletions:erase-text") && <DeletionMenu deletion={deletion} />}
        </div>
        {/* That it was declined is said below, with the reason. */}
        {deletion.errorCode !== null &&
          deletion.errorCode !== declinedErrorCode &&
          isFinished(deletion.status) && (
            <Notice look="warning">
              <p className="max-w-[70ch]">{deletionErrorWords(deletion.errorCode)}</p>
            </Notice>
          )}
        <DeletionApproval deletion={deletion} canRead={can(role, "memories:delete")} />
        <ChangedNotice deletion={deletion} />
        <HeldNotice deletion={deletion} role={role} />
        <StoreOutage deletion={deletion} />
        {!isFinished(deletion.status) && deletion.status !== "waiting" && (
          <DeletionProgressBar deletion={deletion} />
        )}
        <DeletionCounts deletion={deletion} />
      </section>
      <DeletionVerification deletion={deletion} canVerify={canDelete} />
      {canDelete && isFinished(deletion.status) && deletion.storeId !== builtinStoreId && (
        <DeletionResidue deletion={deletion} />
      )}
      {isFinished(deletion.status) && <CertificateSection deletionId={deletion.id} role={role} />}
      {/* Of one that waits or runs as well: what was requested is in the log already. */}
      <ProofSection deletionId={deletion.id} role={role} />
      <DeletionFacts deletion={deletion} />
      <DeletionItems deletion={deletion} />
    </>
  );
};

const ChangedNotice = ({ deletion }: { deletion: Deletion }) => {
  const count = changedSincePreview(deletion);
  if (count === 0) return null;
  return (
    <Notice look="warning">
      <p className="max-w-[70ch]">
        {memoryCountWords(count)} changed since the preview: {count === 1 ? "it was" : "they were"} changed or
        added after it, and {count === 1 ? "was" : "were"} left alone. To delete {count === 1 ? "it" : "them"}
        , start a new deletion.
      </p>
    </Notice>
  );
};

const DetailsSkeleton = () => (
  <div aria-busy className="grid gap-4">
    <Skeleton className="h-5 w-24" />
    <Skeleton className="h-20 w-full" />
    {Array.from({ length: 8 }, (_, index) => (
      <Skeleton key={index} className="h-4 w-2/3" />
    ))}
  </div>
);

/** The end of a deletion, before all else: what is gone and how that is known, and what is left. */
const DeletionVerdict = ({ deletion }: { deletion: Deletion }) => {
  const verdict = verdictOf(deletion);
  if (verdict === null) return null;
  return (
    <Notice look={verdict.look}>
      <p className="text-base font-medium">{verdict.words}</p>
      {deletion.unknownCount > 0 && (
        <p className="max-w-[70ch] text-muted">
          {deletion.reviewAt === null
            ? "Verify it again when the store can be read, and the record will be corrected."
            : "Lethe reads them back automatically when the store answers again, and corrects the record."}
        </p>
      )}
    </Notice>
  );
};
