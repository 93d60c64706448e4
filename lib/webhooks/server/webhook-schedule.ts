import { databaseNow } from "@/lib/database/server/database-clock";
import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "@/lib/database/server/database";
import { makeGuardedRequest } from "@/lib/stores/remote/guarded-request";
import { deliverNext } from "./deliver-webhooks";

const idleMs = 1_000;
const faultMs = 10_000;

/** Sends webhooks what is due, one message after the other, until it is stopped. */
export const startWebhooks = (input: {
  database: Database;
  secret: string;
  allowsPrivate: boolean;
  onError: (error: unknown) => void;
}): (() => Promise<void>) => {
  const stopping = new AbortController();
  const { request, close } = makeGuardedRequest({ allowsPrivate: input.allowsPrivate });
  const { database, secret } = input;
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const pauseMs = await deliverNext({ database, request, secret, now: databaseNow })
        .then((wasDue) => (wasDue ? 0 : idleMs))
        .catch((error: unknown) => {
          input.onError(error);
          return faultMs;
        });
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stopping.abort();
    await running;
    close();
  };
};
