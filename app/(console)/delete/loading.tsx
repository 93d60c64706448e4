import { PageHeader } from "@/components/layout/page-header";
import { Skeleton } from "@/components/ui/skeleton";

const Loading = () => (
  <>
    <PageHeader title="Delete" />
    <div role="status" aria-label="Loading the page" className="grid gap-4 px-4 py-5 lg:w-[24rem]">
      <Skeleton className="h-8 w-full" />
      {Array.from({ length: 5 }, (_, index) => (
        <div key={index} className="grid gap-1.5">
          <Skeleton className="w-16" />
          <Skeleton className="h-8 w-full" />
        </div>
      ))}
      <Skeleton className="h-8 w-full" />
    </div>
  </>
);

export default Loading;
