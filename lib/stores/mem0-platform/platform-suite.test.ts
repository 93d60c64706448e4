import { afterAll } from "vitest";
import type { Memory } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { setUpPlatform } from "@/testing/stores/platform-on-simulator";
import { describeStore } from "@/testing/stores/store-suite";
import { metadataOf, type NewMemory } from "@/testing/stores/suite-memories";
import {
  startPlatformSimulator,
  type PlatformSimulator,
} from "@/testing/platform-simulator/start-platform-simulator";

const started: PlatformSimulator[] = [];
afterAll(() => Promise.all(started.map((simulator) => simulator.stop())));

describeStore("Mem0 Platform", async ({ context }) => {
  const simulator = await startPlatformSimulator();
  started.push(simulator);
  return {
    storeId: await setUpPlatform(context(), simulator),
    change: (id, text) => {
      const stored = simulator.memories.get(id);
      if (stored !== null) stored.text = text;
      return Promise.resolve();
    },
    put: (memories) => Promise.resolve(memories.map((memory) => put(simulator, memory))),
  };
});

const replacedBy = memoryIdSchema.parse("3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34");

const put = (simulator: PlatformSimulator, { isSuperseded, ...memory }: NewMemory): Memory => {
  const [id] = simulator.seed(1, {
    text: memory.memory,
    ...(memory.userId === null ? {} : { userId: memory.userId }),
    ...(memory.agentId === null ? {} : { agentId: memory.agentId }),
    ...(memory.appId === null ? {} : { appId: memory.appId }),
    ...(memory.runId === null ? {} : { runId: memory.runId }),
    ...(memory.expirationDate === null ? {} : { expirationDate: memory.expirationDate }),
    ...(isSuperseded ? { replacedBy } : {}),
    metadata: metadataOf(memory),
    categories: memory.categories,
    isImmutable: memory.immutable,
    createdFrom: new Date(memory.createdAt),
  });
  const stored = simulator.memories.get(id ?? "");
  if (stored === null) throw new Error("It was stored.");
  // Microseconds, which the Platform has and Lethe cuts off.
  stored.updatedAt = Date.parse(memory.updatedAt) * 1000 + 789;
  return {
    ...memory,
    id: memoryIdSchema.parse(id),
    supersededBy: isSuperseded ? replacedBy : null,
    // The Platform does not say.
    immutable: false,
    importId: null,
    isSample: false,
    feedback: null,
    feedbackReason: null,
  };
};
