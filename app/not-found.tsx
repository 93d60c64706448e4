import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";

const NotFoundPage = () => (
  <main>
    <ViewState
      title="Page not found"
      action={
        <Link className={buttonClasses()} href="/">
          Go to the overview
        </Link>
      }
    >
      The address may be mistyped, or the page may no longer exist.
    </ViewState>
  </main>
);

export default NotFoundPage;
