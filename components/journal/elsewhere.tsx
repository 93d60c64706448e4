"use client";

import { useMutation } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { startTransition, useEffect } from "react";
import { RequestFailed } from "@/components/approvals/request-failed";
import { DeleteDialog } from "@/components/deletions/delete-dialog";
import { deletionHref } from "@/components/deletions/deletion-columns";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { cellClasses, PlainTable } from "@/components/ui/plain-table";
import { actionAnswer } from "@/lib/actions/action-answer";
import { listReturnedElsewhereAction, scanStoresAction } from "@/lib/journal/actions";
import type { StoreScan } from "@/lib/journal/types";
import { scanWords } from "@/lib/journal/words";

const refreshMs = 5_000;

/** What was erased in stores elsewhere by deletions that the database has lost, and what is stored there again. */
export const Elsewhere = ({ scans, canReplay }: { scans: readonly StoreScan[]; canReplay: boolean }) => {
  const router = useRouter();
  const isUnderWay = scans.some((scan) => scan.isUnderWay);
  // The outside system: the process that looks.
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setInterval(() => startTransition(() => router.refresh()), refreshMs);
    return () => clearInterval(timer);
  }, [isUnderWay, router]);
  const scan = useMutation({ mutationFn: () => actionAnswer(() => scanStoresAction()) });
  return (
    <div className="grid grid-cols-1 justify-items-start gap-2">
      <h3 className="text-sm font-medium">
        Erased in other stores, by deletions that this database has lost
      </h3>
      <div className="w-full min-w-0">
        <PlainTable label="Other stores" titles={["Store", "Erased there", "Stored there now", "Looked"]}>
          {scans.map((each) => (
            <tr key={each.storeId} className="border-t">
              <td className={cellClasses}>
                <bdi>{each.storeName ?? each.storeId}</bdi>
              </td>
              <td className={`${cellClasses} tabular-nums`}>{each.erasedCount.toLocaleString("en")}</td>
              <td className="min-w-64 px-4 py-2">
                <p className={each.backCount > 0 ? "text-warning" : undefined}>{scanWords(each)}</p>
                {canReplay && each.backCount > 0 && !each.isUnderWay && each.storeName !== null && (
                  <EraseAgain store={{ id: each.storeId, name: each.storeName }} />
                )}
              </td>
              <td className={cellClasses}>
                {each.finishedAt === null ? (
                  <span className="text-muted">Not yet</span>
                ) : (
                  <Instant at={each.finishedAt} />
                )}
              </td>
            </tr>
          ))}
        </PlainTable>
      </div>
      {canReplay && (
        <Button onClick={() => scan.mutate()} disabled={scan.isPending || isUnderWay} focusableWhenDisabled>
          {isUnderWay ? "Looking" : "Look in these stores"}
        </Button>
      )}
      {scan.isError && <RequestFailed error={scan.error} />}
    </div>
  );
};

/** Leads to a deletion of what was met: previewed and confirmed like any other. */
const EraseAgain = ({ store }: { store: { id: StoreScan["storeId"]; name: string } }) => {
  const router = useRouter();
  const found = useMutation({
    mutationFn: () => actionAnswer(() => listReturnedElsewhereAction({ storeId: store.id })),
  });
  return (
    <>
      <Button
        size="small"
        look="danger-plain"
        className="mt-1"
        disabled={found.isPending}
        focusableWhenDisabled
        onClick={() => found.mutate()}
      >
        <RotateCcw size={14} aria-hidden />
        Erase again…
      </Button>
      {found.isError && <RequestFailed error={found.error} />}
      {found.data !== undefined && found.data.length > 0 && (
        <DeleteDialog
          store={store}
          selection={{ kind: "listed", ids: found.data }}
          onClose={found.reset}
          onRequested={(requested) => router.push(deletionHref(requested))}
        />
      )}
    </>
  );
};
