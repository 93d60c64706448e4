import { PageHeader } from "@/components/layout/page-header";
import { Skeleton } from "@/components/ui/skeleton";

const Loading = () => (
  <>
    <PageHeader title="Ledger" />
    <div role="status" aria-busy className="grid gap-6 py-4">
      <span className="sr-only">Loading the ledger</span>
      <div className="grid gap-2 px-4">
        <Skeleton className="w-full max-w-[60ch]" />
        <Skeleton className="w-40" />
      </div>
      <div className="overflow-hidden border-y">
        {Array.from({ length: 12 }, (_, row) => (
          <div key={row} className="flex h-9 items-center gap-8 border-t px-4 first:border-t-0">
            <Skeleton className="w-10" />
            <Skeleton className="w-20" />
            <Skeleton className="w-64" />
          </div>
        ))}
      </div>
    </div>
  </>
);

export default Loading;
