import { databaseNow } from "@/lib/database/server/database-clock";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import { serverDatabase } from "@/lib/database/server/server-database";
import { env } from "@/lib/env";
import { errorName } from "@/lib/errors/error-name";
import { serverListening } from "@/lib/live/server/listen";
import { log } from "@/lib/log";
import { getStoreOfDeletion } from "@/lib/stores/server/get-store";
import { startRunner, type Runner } from "./runner";

// Next bundles instrumentation and routes apart, and calls register() again after some changes in development.
const shared = globalThis as typeof globalThis & { letheRunner?: Runner };

/** This process's runner, if it has one that is started. */
export const serverRunner = (): Runner | undefined => shared.letheRunner;

/** Starts this process's runner, once; it wakes as soon as any process requests a deletion. */
export const startServerRunner = (): Runner => {
  if (shared.letheRunner !== undefined) return shared.letheRunner;
  const database = serverDatabase();
  const { secret, leaseSeconds, allowsPrivateStores } = env();
  const runner = startRunner({
    database,
    secret,
    now: databaseNow,
    leaseSeconds,
    getStore: (storeId) => getStoreOfDeletion({ database, secret, allowsPrivateStores }, storeId),
    onError: (error, deletionId) => {
      log().error(
        { deletionId, error: errorName(error), code: databaseErrorFrom(error).code },
        "deletion interrupted",
      );
    },
  });
  serverListening().subscribe((message) => {
    switch (message.topic) {
      case "deletions":
        if (message.status === "queued") runner.wake();
        return;
      case "listening":
        // What was requested while nobody listened was missed.
        if (message.isListening) runner.wake();
        return;
      case "memories":
        return;
    }
  });
  shared.letheRunner = runner;
  return runner;
};
