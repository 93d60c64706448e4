import { EntitiesFrame } from "@/components/entities/entities-frame";
import { PageHeader } from "@/components/layout/page-header";
import { Skeleton } from "@/components/ui/skeleton";

const Loading = () => (
  <EntitiesFrame>
    <PageHeader title="Entities" />
    <div className="flex h-11 shrink-0 items-center gap-3 border-b px-4">
      <Skeleton className="h-8 w-60" />
      <Skeleton className="hidden h-8 w-72 sm:block" />
    </div>
    <div role="status" aria-label="Loading entities" className="min-h-0 flex-1 overflow-hidden bg-surface">
      <div className="h-9 border-b bg-canvas" />
      {Array.from({ length: 20 }, (_, index) => (
        <div key={index} className="flex h-9 items-center gap-6 border-b px-4">
          <Skeleton className="flex-1" />
          <Skeleton className="w-16" />
          <Skeleton className="hidden w-24 sm:block" />
          <Skeleton className="hidden w-24 sm:block" />
        </div>
      ))}
    </div>
  </EntitiesFrame>
);

export default Loading;
