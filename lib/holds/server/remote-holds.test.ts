import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestConfirmed } from "@/lib/deletions/server/request/request-confirmed";
import { requestDeletion } from "@/lib/deletions/server/request/request-deletion";
import { StoreError } from "@/lib/errors/store-error";
import type { Filter } from "@/lib/filters/filter";
import type { HoldCovers, HoldId } from "@/lib/holds/types";
import type { MemoryId } from "@/lib/memories/types";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import type { OssClient } from "@/lib/stores/mem0-oss/client";
import { findEach } from "@/lib/stores/mem0-oss/listed-store";
import { standInMemory } from "@/lib/stores/remote/read-row";
import { isHeld } from "@/lib/stores/remote/is-held";
import { changeCredentials, disableStore } from "@/lib/stores/server/change-store";
import type { StoreId } from "@/lib/stores/store-ids";
import type { RemoteStore } from "@/lib/stores/types";
import { deletionInput, previewedInput, requested, runToEnd } from "@/testing/deletions/deletion-fixtures";
import { setUpPlatform } from "@/testing/stores/platform-on-simulator";
import {
  startPlatformSimulator,
  type PlatformSimulator,
} from "@/testing/platform-simulator/start-platform-simulator";
import { useTestDatabase } from "@/testing/test-database";
import { deletions } from "@/drizzle/schema/deletions";
import { holds } from "@/drizzle/schema/holds";
import { stores } from "@/drizzle/schema/stores";
import { placeHold } from "./place-hold";
import { readHolds } from "./read-holds";

const { database, context } = useTestDatabase();
const started: PlatformSimulator[] = [];
afterAll(() => Promise.all(started.map((simulator) => simulator.stop())));

let simulator: PlatformSimulator;
let storeId: StoreId;
const newPlatform = async (
  url?: PlatformSimulator,
): Promise<{ simulator: PlatformSimulator; id: StoreId }> => {
  const on = url ?? (await startPlatformSimulator());
  if (url === undefined) started.push(on);
  return { simulator: on, id: await setUpPlatform(context(), on, `Platform ${randomUUID().slice(0, 8)}`) };
};
beforeEach(async () => {
  const made = await newPlatform();
  [simulator, storeId] = [made.simulator, made.id];
});
afterEach(async () => {
  await database().delete(holds);
  for (const { id } of await database().select().from(stores))
    await disableStore(context(), { id: id as StoreId });
});

const placed = async (covers: HoldCovers, storeIds: StoreId[] | null = null): Promise<HoldId> =>
  (
    await placeHold(context(), {
      name: "Case 7",
      reason: "A court asked for it.",
      reference: null,
      storeIds,
      covers,
    })
  ).id;
const ofUser = (value: string): HoldCovers => ({ kind: "entities", entities: [{ kind: "user", value }] });
const userIs = (value: string): Filter => ({ field: "user_id", operator: "eq", value });
const isImmutable: Filter = { field: "immutable", operator: "eq", value: true };
const matching = (filter: Filter) => ({
  kind: "matching" as const,
  filter,
  excludedIds: [],
  keepsImmutable: false,
});

describe("everything but what is held", () => {
  const sinceEver = matching({ field: "created_at", operator: "gt", value: "1970-01-01" });
  const thresholds = { buttonCountMax: 10, selectedButtonCountMax: 1000, mustSupportNameTicket: false };
  beforeEach(async () => {
    // Of one agent, so that all that have any agent are no fewer either.
    simulator.seed(30, { userId: "free", agentId: "scribe" });
    simulator.seed(1, { userId: "held", agentId: "scribe" });
    await placed(ofUser("held"));
  });

  it("is still everything to a role that may not delete all", async () => {
    const input = await previewedInput(context(), sinceEver, storeId);
    expect(input.expectedCount).toBe(30);
    const refused = { code: "not_permitted" };
    await expect(requestDeletion(context("support"), input)).rejects.toMatchObject(refused);
  });

  it("is confirmed as everything, and not by its number", async () => {
    const input = await previewedInput(context(), sinceEver, storeId);
    const { previewId } = input;
    if (previewId === null) throw new Error("It was previewed.");
    const confirmation = { typed: "30", hasReadSentence: true };
    await expect(
      requestConfirmed(context(), { ...input, previewId, confirmation }, thresholds),
    ).rejects.toMatchObject({
      code: "not_confirmed",
      message: expect.stringContaining("every memory in the store") as string,
    });
  });

  it("is refused when it is frozen, where nothing was previewed", async () => {
    const [bystander = ""] = simulator.seed(1, { userId: "bystander", agentId: "scribe" });
    const selection = matching({ not: { field: "text", operator: "contains", value: "never said" } });
    const { id } = await requestedNow(matching({ field: "agent_id", operator: "eq", value: "scribe" }));
    // As if the filter had come to match all that there is since.
    await database().update(deletions).set({ selection }).where(eq(deletions.id, id));
    await database()
      .update(deletions)
      .set({ actor: context("support").actor })
      .where(eq(deletions.id, id));
    expect(await runToEnd(context(), id)).toMatchObject({ status: "failed", errorCode: "beyond_role" });
    expect(simulator.memories.ids({ user_id: "bystander" })).toEqual([bystander]);
  });
});

const requestedNow = async (selection: ReturnType<typeof matching>) => {
  const result = await requestDeletion(context(), {
    storeId,
    selection,
    expectedCount: null,
    cutoffAt: new Date(),
    previewId: null,
    reason: null,
    ticket: null,
    idempotencyKey: randomUUID(),
  });
  if (result.kind !== "requested") throw new Error("It was not requested.");
  return result.deletion;
};

describe("what the Platform does not tell", () => {
  const covers: HoldCovers = { kind: "filter", filter: { and: [isImmutable, userIs("held")] } };
  const inForce = () =>
    database().insert(holds).values({
      name: "Case 8",
      reason: "It was placed before the Platform was set up.",
      covers,
      placedBy: context().actor,
      placedAt: new Date(),
    });

  it("cannot be what a hold goes by there", async () => {
    for (const storeIds of [null, [storeId]])
      await expect(placed(covers, storeIds)).rejects.toMatchObject({
        code: "invalid_input",
        message: expect.stringContaining("immutable") as string,
      });
    const superseded: HoldCovers = {
      kind: "filter",
      filter: { not: { field: "superseded", operator: "eq", value: false } },
    };
    await expect(placed(superseded, [storeId])).rejects.toMatchObject({ code: "invalid_input" });
    await placed({ kind: "everything" });
    await disableStore(context(), { id: storeId });
    await placed(covers);
  });

  it.each(["listed", "matching", "previewed"] as const)(
    "counts as covered in a store that came later, when what is %s is deleted, and nothing else does",
    async (how) => {
      const heldIds = simulator.seed(2, { userId: "held" }) as MemoryId[];
      const freeIds = simulator.seed(3, { userId: "free" }) as MemoryId[];
      await inForce();
      const selection = matching({ or: [userIs("held"), userIs("free")] });
      const { id } =
        how === "listed"
          ? await requested(context(), { ...deletionInput({ ids: [...heldIds, ...freeIds] }), storeId })
          : how === "matching"
            ? await requestedNow(selection)
            : await requested(context(), await previewedInput(context(), selection, storeId));
      expect(await runToEnd(context(), id)).toMatchObject({
        status: "completed",
        deletedCount: 3,
        ...(how === "listed" ? { heldCount: 2, heldBesideCount: 0 } : { heldCount: 0, heldBesideCount: 2 }),
        heldBy: [{ name: "Case 8" }],
      });
      expect(simulator.memories.count({ user_id: "held" })).toBe(2);
      expect(simulator.memories.count({ user_id: "free" })).toBe(0);
    },
  );

  it("is held in every place of a filter, and only there", () => {
    const memory = { ...standInMemory, userId: "held" };
    const nobody: Filter = userIs("nobody");
    expect(isHeld([{ not: nobody }], memory)).toBe(true);
    expect(isHeld([nobody], memory)).toBe(false);
    // When it was created is not known.
    const early: Filter = { field: "created_at", operator: "lt", value: "2020-01-01" };
    expect(isHeld([early], memory)).toBe(true);
    expect(isHeld([{ not: early }], memory)).toBe(true);
    expect(isHeld([{ and: [early, nobody] }], memory)).toBe(false);
    expect(isHeld([{ not: { or: [early, { not: nobody }] } }], memory)).toBe(false);
    const untold = { ...memory, isUntold: true as const };
    expect(isHeld([nobody], untold)).toBe(true);
    expect(isHeld([{ field: "memory_ids", operator: "in", value: [memory.id] }], untold)).toBe(true);
    const other = randomUUID() as MemoryId;
    expect(isHeld([{ field: "memory_ids", operator: "in", value: [other] }], untold)).toBe(false);
    expect(isHeld([], untold)).toBe(false);
  });
});

describe("what Mem0's server refuses to show", () => {
  it("may be what a hold covers, and is not sent", async () => {
    const id = randomUUID() as MemoryId;
    const refuse = () => Promise.reject(new StoreError("refused", 502));
    const client = { find: refuse, listAll: refuse } as unknown as OssClient;
    const sent: MemoryId[] = [];
    const store: RemoteStore = {
      ...builtinStore(database()),
      deletes: "remotely",
      deletesAtOnce: 100,
      walk: async function* () {
        yield await Promise.resolve({ memories: [], unreadable: [] });
      },
      findMany: (batch) =>
        sent.length > 0 ? Promise.resolve({ memories: [], unreadable: [] }) : findEach(client, batch),
      deleteMemories: ({ ids }) => Promise.resolve(void sent.push(...ids)),
      findRemembered: () => Promise.resolve(new Set<MemoryId>()),
      searchWords: () => Promise.resolve([]),
    };
    const deletion = async () => {
      const { id: deletionId } = await requested(context(), deletionInput({ ids: [id] }));
      await database().update(deletions).set({ storeId: "elsewhere" }).where(eq(deletions.id, deletionId));
      return runToEnd(context(), deletionId, { getStore: () => store });
    };
    await placed(ofUser("somebody"));
    expect(await deletion()).toMatchObject({ status: "completed", deletedCount: 0, heldCount: 1 });
    expect(sent).toEqual([]);
    await database().delete(holds);
    expect(await deletion()).toMatchObject({ status: "completed", deletedCount: 1 });
    expect(sent).toEqual([id]);
  });
});

describe("a hold on a store", () => {
  it("counts each memory once, also when it is placed between the request and the first batch", async () => {
    simulator.seed(2, { userId: "first" });
    simulator.seed(3, { userId: "second" });
    simulator.seed(4, { userId: "third" });
    const all = matching({ field: "user_id", operator: "in", value: ["first", "second", "third"] });
    await placed(ofUser("first"), [storeId]);
    const deletion = await requested(context(), await previewedInput(context(), all, storeId));
    const listedBefore = listsOf(simulator);
    await placed(ofUser("second"), [storeId]);
    const done = await runToEnd(context(), deletion.id);
    expect(done).toMatchObject({
      status: "completed",
      requestedCount: 7,
      deletedCount: 4,
      heldCount: 3,
      heldBesideCount: 2,
    });
    expect(done.heldBy).toHaveLength(2);
    // Freezing takes over what was previewed, and asks the store for nothing; verifying does.
    expect(listsOf(simulator) - listedBefore).toBeLessThanOrEqual(2);
  });

  it("covers the same project by another name, and no other one", async () => {
    simulator.seed(2, { userId: "held" });
    const [twin, other] = [await newPlatform(simulator), await newPlatform()];
    await placed(ofUser("held"), [storeId]);
    expect(await readHolds(database(), { storeId: twin.id })).toHaveLength(1);
    expect(await readHolds(database(), { storeId: other.id })).toEqual([]);
    const credentials = { apiKey: simulator.apiKey };
    await changeCredentials(context(), { id: twin.id, credentials });
    await disableStore(context(), { id: storeId });
    simulator.seed(1, { userId: "free" });
    const both = matching({ or: [userIs("held"), userIs("free")] });
    expect((await previewedInput(context(), both, twin.id)).expectedCount).toBe(1);
    // Projects that both stores name are two.
    const inProject = async (id: StoreId, projectId: string) => {
      const settings = { url: simulator.url, organisationId: null, projectId };
      await database().update(stores).set({ settings }).where(eq(stores.id, id));
    };
    await inProject(storeId, "one");
    expect(await readHolds(database(), { storeId: twin.id })).toHaveLength(1);
    await inProject(twin.id, "two");
    expect(await readHolds(database(), { storeId: twin.id })).toEqual([]);
  });
});

const listsOf = ({ requests }: PlatformSimulator): number =>
  requests.filter(({ method, path }) => method === "POST" && path === "/v2/memories/").length;
