import {
  startPlatformSimulator,
  type PlatformSimulator,
} from "@/testing/platform-simulator/start-platform-simulator";
import { test } from "./console";
import { connectToDatabase } from "./database";

/** Mem0's hosted Platform, simulated: one for each test that asks, stopped after it. */
export const useSimulator = (): (() => Promise<PlatformSimulator>) => {
  const running = new Set<PlatformSimulator>();
  test.afterEach(async () => {
    for (const simulator of running) await simulator.stop();
    running.clear();
  });
  return async () => {
    const simulator = await startPlatformSimulator();
    const stop = async () => {
      running.delete(simulator);
      await simulator.stop();
    };
    running.add(simulator);
    return { ...simulator, stop };
  };
};

/** Stores of tests before, whose simulators have stopped: what asks all stores would wait for them. */
export const disableStores = async (): Promise<void> => {
  const database = await connectToDatabase();
  await database.query("update stores set disabled_at = now() where disabled_at is null");
  await database.end();
};
