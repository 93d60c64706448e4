import { LoaderCircle, CircleCheck, CircleDashed, CircleHelp, CircleX } from "lucide-react";
import clsx from "clsx";
import { Notice } from "@/components/ui/notice";
import { shownError } from "@/lib/http/shown-error";
import type { ProbeLine, StoreProbe } from "@/lib/stores/probe";
import type { StoreTest } from "./use-store-test";
import { checkWords, lineWords } from "./store-words";

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

const looks: Record<ProbeLine["outcome"], { Icon: typeof CircleCheck; classes: string; name: string }> = {
  works: { Icon: CircleCheck, classes: "text-success", name: "Works" },
  fails: { Icon: CircleX, classes: "text-warning", name: "Does not work" },
  unknown: { Icon: CircleHelp, classes: "text-muted", name: "Unknown" },
  not_tried: { Icon: CircleDashed, classes: "text-muted", name: "Not tried" },
};

/** What was tried of a store, line by line. */
const ProbeReport = ({ probe }: { probe: StoreProbe }) => (
  <ul aria-label="Result of the test" className="grid gap-1.5 rounded-md border bg-surface px-3 py-2 text-sm">
    {probe.map((line) => (
      <Line key={line.check} line={line} />
    ))}
  </ul>
);

const Line = ({ line }: { line: ProbeLine }) => {
  const { Icon, classes, name } = looks[line.outcome];
  return (
    <li className="grid grid-cols-[auto_10rem_minmax(0,1fr)] items-start gap-x-2 max-sm:grid-cols-[auto_minmax(0,1fr)]">
      <Icon size={16} aria-label={name} role="img" className={clsx("mt-0.5 shrink-0", classes)} />
      <span className="font-medium">{checkWords[line.check]}</span>
      <span className="break-words text-muted max-sm:col-start-2">{lineWords(line)}</span>
    </li>
  );
};
