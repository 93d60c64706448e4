import { PageHeader } from "@/components/layout/page-header";
import { WaitingSkeleton } from "@/components/overview/waiting-skeleton";

const Loading = () => (
  <>
    <PageHeader title="Overview" />
    <div role="status" aria-label="Loading the overview">
      <WaitingSkeleton />
    </div>
  </>
);

export default Loading;
