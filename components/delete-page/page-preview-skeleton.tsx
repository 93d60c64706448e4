import { Skeleton } from "@/components/ui/skeleton";

/** In the shape of a preview while it is counted. */
export const PagePreviewSkeleton = () => (
  <div role="status" aria-label="Counting what would be deleted" className="grid gap-5">
    <Skeleton className="h-5 w-3/4" />
    <div className="flex gap-2">
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-8 w-40" />
    </div>
    <Skeleton className="h-20 w-full" />
    <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2 xl:grid-cols-3">
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className="grid gap-2">
          <Skeleton className="w-16" />
          <Skeleton className="h-5 w-full" />
          <Skeleton className="h-5 w-full" />
          <Skeleton className="h-5 w-4/5" />
        </div>
      ))}
    </div>
    <Skeleton className="h-64 w-full" />
  </div>
);
