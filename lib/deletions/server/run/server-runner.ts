import type { Runner } from "./runner";

// Next bundles instrumentation and routes apart: a module variable would be several.
const shared = globalThis as typeof globalThis & { letheRunner?: Runner };

/** This process's runner, if it has one that is started. */
export const serverRunner = (): Runner | undefined => shared.letheRunner;

/** Makes a runner this process's own; by lib/start, which starts it. */
export const setServerRunner = (runner: Runner): void => {
  shared.letheRunner = runner;
};
