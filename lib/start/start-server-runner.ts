import { databaseNow } from "@/lib/database/server/database-clock";
import { serverDatabase } from "@/lib/database/server/server-database";
import { env } from "@/lib/env/env";
import { errorForLog } from "@/lib/errors/error-for-log";
import { serverListening } from "@/lib/live/server/listen";
import { log } from "@/lib/env/log";
import { getStoreOfDeletion } from "@/lib/stores/server/get-store";
import { startRunner, type Runner } from "@/lib/deletions/server/run/runner";
import { serverRunner, setServerRunner } from "@/lib/deletions/server/run/server-runner";

/** Starts this process's runner, once; it wakes as soon as any process requests a deletion. */
export const startServerRunner = (): Runner => {
  // Next calls register() again after some changes in development.
  const started = serverRunner();
  if (started !== undefined) return started;
  const database = serverDatabase();
  const { secret, leaseSeconds, allowsPrivateStores } = env();
  const runner = startRunner({
    database,
    secret,
    now: databaseNow,
    leaseSeconds,
    getStore: (storeId) => getStoreOfDeletion({ database, secret, allowsPrivateStores }, storeId),
    onError: (error, deletionId) => {
      log().error({ deletionId, error: errorForLog(error) }, "deletion interrupted");
    },
  });
  serverListening().subscribe((message) => {
    switch (message.topic) {
      case "deletions":
        if (message.status === "queued") runner.wake();
        return;
      case "listening":
        // Requests made during the interruption were missed.
        if (message.isListening) runner.wake();
        return;
      case "memories":
      case "approvals":
      case "tickets":
      case "ledger":
      case "sessions":
        return;
    }
  });
  setServerRunner(runner);
  return runner;
};
