import { randomUUID } from "node:crypto";
import { startDraining } from "@/lib/async/start-draining";
import type { Context } from "@/lib/access/context";
import { beginDueRun } from "@/lib/retention/server/claim-run";
import { doNextRun } from "@/lib/retention/server/do-run";

/**
 * Runs retention rules when their time comes, in whichever process is first. `isHeldBack`: nothing runs while the database is one
 * that was restored and may hold what was erased. Returns what ends it.
 */
export const startRetention = (
  input: Pick<Context, "database" | "now" | "secret" | "allowsPrivateStores"> & {
    isHeldBack: () => Promise<boolean>;
    onError: (error: unknown) => void;
  },
): (() => Promise<void>) => {
  const { isHeldBack, onError, ...ctx } = input;
  const stopping = new AbortController();
  const owner = randomUUID();
  const stop = startDraining({
    doNext: async () => {
      if (await isHeldBack()) return false;
      const hasBegun = await beginDueRun(ctx);
      const hasRun = await doNextRun({ ...ctx, signal: stopping.signal }, owner);
      return hasBegun || hasRun;
    },
    onError: (error) => {
      if (!stopping.signal.aborted) onError(error);
    },
  });
  return async () => {
    stopping.abort();
    await stop();
  };
};
