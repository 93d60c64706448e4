import { PageHeader } from "@/components/layout/page-header";
import { MemoriesFrame } from "@/components/memories/memories-frame";
import { Skeleton } from "@/components/ui/skeleton";

const Loading = () => (
  <MemoriesFrame>
    <PageHeader title="Memories" />
    <div className="flex h-11 items-center gap-3 border-b px-4">
      <Skeleton className="h-8 w-72" />
      <Skeleton className="h-7 w-24" />
    </div>
    <div role="status" aria-label="Loading memories" className="min-h-0 flex-1 overflow-hidden bg-surface">
      <div className="h-[36px] border-b bg-canvas" />
      {Array.from({ length: 20 }, (_, index) => (
        <div key={index} className="flex h-[36px] items-center gap-6 border-b px-4">
          <Skeleton className="size-4" />
          <Skeleton className="flex-1" />
          <Skeleton className="hidden w-24 sm:block" />
          <Skeleton className="hidden w-24 sm:block" />
        </div>
      ))}
    </div>
  </MemoriesFrame>
);

export default Loading;
