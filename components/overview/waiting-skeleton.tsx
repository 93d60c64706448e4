import { Skeleton } from "@/components/ui/skeleton";

/** In place of the WaitingBlock. In a file of its own: each page that links to the overview loads what its first sight needs. */
export const WaitingSkeleton = () => (
  <div aria-hidden className="flex min-h-14 items-center gap-4 border-b px-4 py-3">
    <Skeleton className="w-32" />
    <Skeleton className="w-64" />
  </div>
);
