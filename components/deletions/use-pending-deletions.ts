"use client";

import { useQueryClient, QueryObserver, type QueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Deletion } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { shownError } from "@/lib/http/shown-error";
import { memoryKeys } from "@/lib/browse/memory-queries";
import { deletionQuery } from "@/lib/deletions/query-options";
import { isFinished, type DeletionStatus } from "@/lib/deletions/status";
import { RequestError } from "@/lib/http/request-error";
import { onDemand } from "@/components/ui/on-demand";

const outcome = onDemand(() => import("./deletion-outcome"));

/** Whether a deletion takes what this row shows, as far as a page that shows the view `viewKey` can know. */
export type Covers<Row> = (row: Row, viewKey: string) => boolean;

/**
 * Deletions that were requested here and have not finished. Their rows are not hidden meanwhile: they leave when the
 * store has confirmed, and come back when it has not.
 */
export const usePendingDeletions = <Row>() => {
  const queryClient = useQueryClient();
  const [pending, setPending] = useState<{ id: DeletionId; covers: Covers<Row> }[]>([]);

  /** `onGone` runs when all of it is deleted, before the rows leave. */
  const follow = async (deletion: Deletion, covers: Covers<Row>, onGone: () => void) => {
    setPending((before) => [...before, { id: deletion.id, covers }]);
    try {
      const finished = await watchDeletion(queryClient, deletion.id);
      if (finished.status === "completed") onGone();
      // First the rows, then the message: "deleted" must not appear while the memory is still shown.
      await queryClient.invalidateQueries({ queryKey: memoryKeys.all });
      (await outcome.come()).tellOutcome(finished);
    } catch (error) {
      const { tellOutcomeUnknown } = await outcome.come();
      tellOutcomeUnknown(deletion.id, error instanceof Error ? shownError(error).message : "");
    } finally {
      setPending((before) => before.filter(({ id }) => id !== deletion.id));
    }
  };

  return {
    follow,
    isBeingDeleted: (row: Row, viewKey: string) => pending.some(({ covers }) => covers(row, viewKey)),
  };
};

const isSettled = (status: DeletionStatus): boolean => isFinished(status) || status === "waiting";

const pollMs = 1_000;
// Asking again does not help with these.
const finalCodes: readonly RequestError["code"][] = ["not_signed_in", "not_permitted", "not_found"];

/**
 * Waits until a deletion has finished, or until it waits for a second person, which can take a day. It learns of it through the query cache, which the live connection keeps true, and
 * asks once a second as well. Rejects when the deletion can no longer be read. Not a hook: it outlives the page.
 */
const watchDeletion = (queryClient: QueryClient, id: DeletionId): Promise<Deletion> =>
  new Promise((resolve, reject) => {
    const observer = new QueryObserver(queryClient, {
      ...deletionQuery(id),
      staleTime: 0,
      refetchInterval: ({ state }) =>
        state.data !== undefined && isSettled(state.data.status) ? false : pollMs,
      refetchIntervalInBackground: true,
    });
    const unsubscribe = observer.subscribe(({ data, error }) => {
      if (data !== undefined && isSettled(data.status)) {
        unsubscribe();
        resolve(data);
      } else if (error instanceof RequestError && finalCodes.includes(error.code)) {
        unsubscribe();
        reject(error);
      }
    });
  });
