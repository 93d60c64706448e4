import { useQuery } from "@tanstack/react-query";
import { healthWords } from "@/components/stores/store-words";
import { Notice } from "@/components/ui/notice";
import { waitingWords } from "@/lib/deletions/words/error-words";
import { isFinished } from "@/lib/deletions/status";
import { diskFullErrorCode, writersErrorCode, type Deletion } from "@/lib/deletions/types";
import { storeHealthQuery } from "@/lib/stores/health";
import { builtinStoreId } from "@/lib/stores/store-ids";

const everyMs = 10_000;

/** Lethe's own database, and not the store: then the sentence says it itself. */
const waitsForDatabase = (code: string): boolean => code === diskFullErrorCode || code === writersErrorCode;

/** Why a deletion that is under way does not get on: its store does not answer, or fails at what it is asked. */
export const StoreOutage = ({ deletion }: { deletion: Deletion }) => {
  const isUnderWay =
    !isFinished(deletion.status) && deletion.status !== "paused" && deletion.status !== "waiting";
  const { data } = useQuery({
    ...storeHealthQuery(deletion.storeId),
    refetchInterval: everyMs,
    enabled: isUnderWay && deletion.storeId !== builtinStoreId,
  });
  if (!isUnderWay) return null;
  if (data === undefined || data.isWell)
    return deletion.errorCode === null ? null : (
      <Notice look="warning" role="status">
        <p className="max-w-[70ch]">
          {!waitsForDatabase(deletion.errorCode) && (
            <>
              Waiting for <bdi>{deletion.storeName}</bdi>.{" "}
            </>
          )}
          {waitingWords(deletion.errorCode)}
        </p>
      </Notice>
    );
  const { short, why } = healthWords(data);
  return (
    <Notice look="warning" role="status">
      <p className="max-w-[70ch]">
        <bdi>{deletion.storeName}</bdi>: {short.toLowerCase()}. {why} Everything counted as deleted is gone.
        The deletion continues automatically when the store answers again; you can also cancel it.
      </p>
    </Notice>
  );
};
