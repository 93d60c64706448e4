import { beforeEach, expect, it } from "vitest";
import { stores } from "@/drizzle/schema/stores";
import { addStoreSchema } from "@/lib/stores/schema";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "../store-id-schema";
import { useSimulators } from "@/testing/platform-simulator/simulator-fixture";
import { useTestDatabase } from "@/testing/test-database";
import { addStore } from "./add-store";
import { checkHealth } from "./check-health";

const { database, context } = useTestDatabase();
const start = useSimulators();
beforeEach(() => database().delete(stores));

const added = ({ url, apiKey }: { url: string; apiKey: string }) =>
  addStore(
    context(),
    addStoreSchema.parse({
      name: "Simulated",
      connection: { kind: "mem0-platform", settings: { url }, credentials: { apiKey } },
    }),
  );
const at = (seconds: number) => ({
  ...context("viewer"),
  now: () => new Date(Date.UTC(2026, 7, 1) + seconds * 1000),
});

it("tells whether a store answers, and asks a store elsewhere no more often than it must", async () => {
  const simulator = await start();
  const { id } = await added(simulator);
  expect(await checkHealth(at(0), builtinStoreId)).toEqual({ isWell: true });
  expect(await Promise.all([1, 2, 3].map((second) => checkHealth(at(second), id)))).toEqual(
    Array.from({ length: 3 }, () => ({ isWell: true })),
  );
  const askedCount = simulator.requests.length;
  await checkHealth(at(25), id);
  expect(simulator.requests).toHaveLength(askedCount);

  simulator.setFault({ isKeyRevoked: true });
  expect(await checkHealth(at(60), id)).toEqual({ isWell: false, check: "key", errorCode: "unauthorized" });
  // One that is not well is asked again sooner.
  simulator.clearFaults();
  expect(await checkHealth(at(80), id)).toEqual({ isWell: true });
});

it("tells what keeps a store from being asked at all", async () => {
  const { id } = await added(await start());
  await database()
    .update(stores)
    .set({ credentials: Buffer.alloc(64), updatedAt: new Date(0) });
  expect(await checkHealth(at(0), id)).toMatchObject({ errorCode: "settings_unreadable" });
  const unknown = storeIdSchema.parse("nowhere");
  await expect(checkHealth(at(0), unknown)).rejects.toMatchObject({ code: "not_found" });
  await expect(checkHealth(context("auditor"), id)).rejects.toMatchObject({ code: "not_permitted" });
});
