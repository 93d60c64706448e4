import type { Context } from "@/lib/access/context";
import type { Database } from "@/lib/database/server/database";
import { serverListening } from "@/lib/live/server/listen";
import { settleTickets } from "@/lib/tickets/server/settle-tickets";

const gatherMs = 100;

/**
 * Brings tickets up to their deletions as these are requested and end, and to all of late when it begins and whenever the
 * connection was lost meanwhile. Returns what ends it. Every server process does: what one has settled, the others leave.
 */
export const startTicketSettling = (
  input: Pick<Context, "secret" | "now"> & { database: Database; onError: (error: unknown) => void },
): (() => Promise<void>) => {
  const waiting = new Set<string>();
  let isAllDue = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let isStopped = false;

  const turn = async (): Promise<void> => {
    const deletionIds = isAllDue ? null : [...waiting];
    isAllDue = false;
    waiting.clear();
    await settleTickets(input, { deletionIds }).catch(input.onError);
  };
  const wake = () => {
    if (isStopped || timer !== undefined) return;
    // One turn at a time, and one for all that comes in a moment: applications delete many times a second.
    timer = setTimeout(() => {
      running = turn().finally(() => {
        timer = undefined;
        running = null;
        if (isAllDue || waiting.size > 0) wake();
      });
    }, gatherMs);
  };
  const unsubscribe = serverListening().subscribe((message) => {
    if (message.topic === "deletions" && (message.status === "queued" || message.isFinished))
      waiting.add(message.id);
    else if (message.topic === "listening" && message.isListening) isAllDue = true;
    else return;
    wake();
  });
  return async () => {
    isStopped = true;
    unsubscribe();
    clearTimeout(timer);
    await running;
  };
};
