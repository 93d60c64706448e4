import { HistoryFrame } from "@/components/deletions/history-frame";
import { PageHeader } from "@/components/layout/page-header";
import { Skeleton } from "@/components/ui/skeleton";

const Loading = () => (
  <HistoryFrame>
    <PageHeader title="Tickets" />
    <div className="flex h-12 shrink-0 items-center gap-2 border-b px-4">
      <Skeleton className="h-8 w-28" />
      <Skeleton className="hidden h-8 w-28 sm:block" />
      <Skeleton className="hidden h-8 w-36 sm:block" />
    </div>
    <div role="status" aria-label="Loading the tickets" className="min-h-0 flex-1 overflow-hidden bg-surface">
      <div className="h-9 border-b bg-canvas" />
      {Array.from({ length: 20 }, (_, index) => (
        <div key={index} className="flex h-9 items-center gap-6 border-b px-4">
          <Skeleton className="w-28" />
          <Skeleton className="flex-1" />
          <Skeleton className="hidden w-28 sm:block" />
          <Skeleton className="hidden w-24 sm:block" />
        </div>
      ))}
    </div>
  </HistoryFrame>
);

export default Loading;
