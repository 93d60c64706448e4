import { LoaderCircle } from "lucide-react";
import { Notice } from "@/components/ui/notice";
import { shownError } from "@/lib/http/shown-error";
import { ProbeReport } from "./probe-report";
import type { StoreTest } from "./use-store-test";

/** The progress and result of a test; `failure` is of the step after it. Scrolls itself into view. */
export const TestOutcome = ({
  test,
  failure = null,
  isUnwellBefore,
}: {
  test: Omit<StoreTest, "run">;
  failure?: Error | null;
  /** What has not been done, as the store cannot be used like this. */
  isUnwellBefore?: string;
}) => {
  const error = test.error ?? failure;
  return (
    <div role="status">
      {test.isPending ? (
        <p ref={intoView} className="flex items-center gap-2 text-sm text-muted">
          <LoaderCircle size={16} aria-hidden className="animate-spin motion-reduce:animate-none" />
          Testing. A slow server can take up to half a minute.
        </p>
      ) : (
        (test.probe !== null || error !== null) && (
          <div ref={intoView} className="grid gap-2">
            {test.probe !== null && <ProbeReport probe={test.probe} />}
            {test.isUnwell && isUnwellBefore !== undefined && (
              <Notice look="warning">
                This store cannot be used yet. Fix what does not work before {isUnwellBefore}, or continue
                anyway.
              </Notice>
            )}
            {error !== null && <Failure error={error} />}
          </div>
        )
      )}
    </div>
  );
};

/** The form above can be taller than the dialog. */
const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: "nearest" });

const Failure = ({ error }: { error: Error }) => {
  const { message, requestId } = shownError(error);
  return (
    <Notice look="warning">
      {message}
      {requestId !== null && <span className="block font-mono text-xs">Request {requestId}</span>}
    </Notice>
  );
};
