import {
  startPlatformSimulator,
  type PlatformSimulator,
} from "@/testing/platform-simulator/start-platform-simulator";
import { test } from "./console";

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
