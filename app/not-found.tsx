import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";

const NotFoundPage = () => (
  <main>
    <ViewState
      title="There is no such page"
      action={
        <Link className={buttonClasses()} href="/memories">
          Go to memories
        </Link>
      }
    >
      The address may be mistyped, or what it showed is gone.
    </ViewState>
  </main>
);

export default NotFoundPage;
