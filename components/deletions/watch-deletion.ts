import { QueryObserver, type QueryClient } from "@tanstack/react-query";
import { deletionQuery } from "@/lib/deletions/query-options";
import { isFinished } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { RequestError } from "@/lib/http/request-error";

const pollMs = 1_000;
// Asking again does not help with these.
const finalCodes: readonly RequestError["code"][] = ["not_signed_in", "not_permitted", "not_found"];

/**
 * Waits until a deletion has finished. It hears of it through the query cache, which the live connection keeps true, and
 * asks once a second as well. Rejects when the deletion can no longer be read. Not a hook: it outlives the page.
 */
export const watchDeletion = (queryClient: QueryClient, id: DeletionId): Promise<Deletion> =>
  new Promise((resolve, reject) => {
    const observer = new QueryObserver(queryClient, {
      ...deletionQuery(id),
      staleTime: 0,
      refetchInterval: ({ state }) =>
        state.data !== undefined && isFinished(state.data.status) ? false : pollMs,
      refetchIntervalInBackground: true,
    });
    const unsubscribe = observer.subscribe(({ data, error }) => {
      if (data !== undefined && isFinished(data.status)) {
        unsubscribe();
        resolve(data);
      } else if (error instanceof RequestError && finalCodes.includes(error.code)) {
        unsubscribe();
        reject(error);
      }
    });
  });
