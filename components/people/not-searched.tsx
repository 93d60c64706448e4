import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { StoreId } from "@/lib/stores/store-ids";
import type { Findings } from "./person-findings";

/** Stores that could not be searched: what they hold of the person is not known. */
export const FailedStores = ({
  findings,
  storeNameOf,
  isSearching,
  onTryAgain,
}: {
  findings: Findings;
  storeNameOf: (id: StoreId) => string;
  isSearching: boolean;
  onTryAgain: () => void;
}) => {
  const failed = [...findings.stores].filter(([, { failure }]) => failure !== null);
  if (failed.length === 0) return null;
  return (
    <Notice
      look="warning"
      role="alert"
      action={
        <Button size="small" disabled={isSearching} focusableWhenDisabled onClick={onTryAgain}>
          Try again
        </Button>
      }
    >
      {failed.map(([id, { failure }]) => (
        <p key={id}>
          <bdi className="font-medium">{storeNameOf(id)}</bdi> could not be searched to the end. {failure}
        </p>
      ))}
    </Notice>
  );
};

/** What was not looked at, so that nothing found does not mean that nothing is there. */
export const NotSearched = ({
  findings,
  storeNameOf,
}: {
  findings: Findings;
  storeNameOf: (id: StoreId) => string;
}) => {
  if (findings.notSearched.length === 0) return null;
  return (
    <section aria-label="Not searched" className="rounded-md border bg-surface px-3 py-2.5">
      <h2 className="mb-1 font-semibold">Not searched</h2>
      <ul className="grid max-w-[80ch] list-disc gap-0.5 pl-4 text-sm text-muted">
        {findings.notSearched.map(({ storeId, words }, index) => (
          // Sentences can be alike, and none moves.
          <li key={index}>
            {storeId !== null && <bdi className="text-text">{storeNameOf(storeId)}: </bdi>}
            {words}
          </li>
        ))}
      </ul>
    </section>
  );
};
