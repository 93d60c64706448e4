import Link from "next/link";
import { PageHeader } from "@/components/layout/page-header";
import { buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";
import { builtinStoreName } from "@/lib/stores/store-ids";

/** In place of a page whose store cannot be used: why, and the way out. Another store is not shown in its stead. */
export const StoreUnavailable = ({
  title,
  problem,
  path,
  canManage,
}: {
  /** Of the page. */
  title: string;
  problem: string;
  /** Of the page, without the store. */
  path: string;
  canManage: boolean;
}) => (
  <>
    <PageHeader title={title} />
    <ViewState
      role="alert"
      title="This store cannot be used"
      action={
        <>
          <Link href={path} className={buttonClasses()}>
            Go to {builtinStoreName}
          </Link>
          {canManage && (
            <Link href="/settings/stores" className={buttonClasses()}>
              Go to stores
            </Link>
          )}
        </>
      }
    >
      {problem}
    </ViewState>
  </>
);
