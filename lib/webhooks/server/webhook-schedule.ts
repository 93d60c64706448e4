import { databaseNow } from "@/lib/database/server/database-clock";
import { startDraining } from "@/lib/async/start-draining";
import type { Database } from "@/lib/database/server/database";
import { makeGuardedRequest } from "@/lib/stores/remote/guarded-request";
import { deliverNext } from "./deliver-webhooks";

/** Sends webhooks what is due, one message after the other, until it is stopped. */
export const startWebhooks = (input: {
  database: Database;
  secret: string;
  allowsPrivate: boolean;
  onError: (error: unknown) => void;
}): (() => Promise<void>) => {
  const { request, close } = makeGuardedRequest({ allowsPrivate: input.allowsPrivate });
  const { database, secret } = input;
  const end = startDraining({
    doNext: () => deliverNext({ database, request, secret, now: databaseNow }),
    onError: input.onError,
  });
  return async () => {
    await end();
    close();
  };
};
