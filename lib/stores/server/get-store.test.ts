import { beforeEach, describe, expect, it } from "vitest";
import { stores } from "@/drizzle/schema/stores";
import type { StoreProbe } from "@/lib/stores/probe";
import { addStoreSchema } from "@/lib/stores/schema";
import { useSimulators } from "@/testing/platform-simulator/simulator-fixture";
import { useTestDatabase } from "@/testing/test-database";
import { addStore } from "./add-store";
import { changeCredentials, disableStore, renameStore } from "./change-store";
import { getStore, getStoreOfDeletion } from "./get-store";
import { testStore } from "./test-store";

const { database, context } = useTestDatabase();
const start = useSimulators();
beforeEach(() => database().delete(stores));

const inputFor = ({ url, apiKey }: { url: string; apiKey: string }) =>
  addStoreSchema.parse({
    name: "Simulated",
    connection: { kind: "mem0-platform", settings: { url }, credentials: { apiKey } },
  });
const outcomes = (probe: StoreProbe) =>
  Object.fromEntries(probe.map(({ check, outcome, errorCode }) => [check, errorCode ?? outcome]));

describe("a store that was set up", () => {
  it("is read with its own key, by one adapter until something of it changes", async () => {
    const simulator = await start();
    simulator.seed(3, { userId: "quillon" });
    const { id } = await addStore(context(), inputFor(simulator));
    const store = await getStore(context(), id);
    expect(store).toMatchObject({ id, kind: "mem0-platform", name: "Simulated" });
    expect(await store.count(null)).toMatchObject({ value: 3 });
    expect(await getStore(context(), id)).toBe(store);

    await renameStore(context(), { id, name: "Renamed" });
    const renamed = await getStore(context(), id);
    expect(renamed).not.toBe(store);
    expect(renamed.name).toBe("Renamed");
    // A deletion may be at work with the one before.
    expect(await store.count(null)).toMatchObject({ value: 3 });

    await changeCredentials(context(), { id, credentials: { apiKey: "m0-wrong" } });
    const wrong = await getStore(context(), id);
    await expect(wrong.count(null)).rejects.toMatchObject({ code: "unauthorized" });
  });

  it("goes on serving deletions when it is disabled", async () => {
    const simulator = await start();
    const { id } = await addStore(context(), inputFor(simulator));
    await disableStore(context(), { id });
    await expect(getStore(context(), id)).rejects.toMatchObject({ code: "unavailable" });
    expect((await getStoreOfDeletion(context(), id)).name).toBe("Simulated");
  });

  it("is not connected to where private addresses are not allowed", async () => {
    const { id } = await addStore(context(), inputFor(await start()));
    const store = await getStore({ ...context(), allowsPrivateStores: false }, id);
    await expect(store.count(null)).rejects.toMatchObject({ code: "address_refused" });
  });
});

describe("testStore", () => {
  it("says of each thing whether it works, before and after the store is set up", async () => {
    const simulator = await start();
    simulator.seed(2, { userId: "quillon" });
    const input = inputFor(simulator);
    const works = { reachable: "works", key: "works", list: "works", delete: "unknown", project: "works" };
    expect(outcomes(await testStore(context(), { connection: input.connection }))).toEqual(works);
    const { id } = await addStore(context(), input);
    expect(outcomes(await testStore(context(), { id }))).toEqual(works);
    expect(simulator.memories.count()).toBe(2);
  });

  it("tells a wrong key from a server that is not there", async () => {
    const simulator = await start();
    const { id } = await addStore(context(), inputFor(simulator));
    const wrong = await testStore(context(), { id, credentials: { apiKey: "m0-wrong" } });
    expect(outcomes(wrong)).toMatchObject({ reachable: "works", key: "unauthorized", list: "not_tried" });
    const away = inputFor({ url: "http://127.0.0.1:9", apiKey: "m0-key" });
    expect(outcomes(await testStore(context(), { connection: away.connection }))).toMatchObject({
      reachable: "unreachable",
      key: "not_tried",
    });
  });
});
