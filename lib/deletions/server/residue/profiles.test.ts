import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { copiesStateOf, profilesOf } from "@/lib/deletions/copies";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { Deletion } from "@/lib/deletions/types";
import { verdictOf } from "@/lib/deletions/words/verdict";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import { requested, deletionInput, runToEnd, untilDeletion } from "@/testing/deletions/deletion-fixtures";
import type { FaultInput } from "@/testing/platform-simulator/faults";
import {
  startPlatformSimulator,
  type PlatformSimulator,
} from "@/testing/platform-simulator/start-platform-simulator";
import { setUpPlatform } from "@/testing/stores/platform-on-simulator";
import { useTestDatabase } from "@/testing/test-database";
import { deletions } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { getDeletion } from "../history/get-deletion";
import { reviewNext } from "../verify/review-deletion";
import { getStoreOfDeletion } from "@/lib/stores/server/get-store";
import { findResidue } from "./find-residue";
import { purgeResidue } from "./purge-residue";
import { readProfiles, readUserProfiles } from "./read-profiles";

const { database, context } = useTestDatabase();
const started: PlatformSimulator[] = [];
afterAll(() => Promise.all(started.map((simulator) => simulator.stop())));

const secretFact = "Tunes the harpsichord in the loft";
const ctx = () => ({ ...context(), allowsPrivateStores: true });

type Mode = NonNullable<FaultInput["profiles"]>["mode"];

/** A project in which memories of a user were deleted, with a clock that only the test moves. */
const erased = async (mode: Mode, selection?: Parameters<typeof deletionInput>[0]) => {
  let aheadMs = 0;
  const simulator = await startPlatformSimulator({
    now: () => new Date(Date.now() + aheadMs),
    faults: { profiles: { mode, lateMs: 60_000 } },
  });
  started.push(simulator);
  simulator.seed(3, { userId: "iris", text: secretFact });
  simulator.seed(2, { userId: "bystander" });
  const storeId = await setUpPlatform(ctx(), simulator, `Profiles ${started.length}`);
  const input = deletionInput(selection ?? { userId: "iris", expectedCount: 3 }, { storeId });
  const { id } = await requested(ctx(), input);
  const ended = await runToEnd(ctx(), id);
  return { simulator, storeId, id, ended, pass: (ms: number) => void (aheadMs += ms) };
};

const looksOf = ({ copies }: Pick<Deletion, "copies">) =>
  profilesOf(copies).map(({ before, now }) => [before?.state, now?.state]);
const profileLine = async (id: DeletionId) => {
  const [line] = await findResidue(ctx(), { id });
  if (line === undefined) throw new Error("Mem0's platform keeps profiles.");
  return line;
};
const eventsOf = async (id: DeletionId) =>
  (await database().select().from(ledgerEvents))
    .map(({ kind, body }) => ({ kind, body: JSON.parse(body) as Record<string, unknown> }))
    .filter(({ body }) => body.deletionId === id);

/** The next look of the schedule, as if its time had come. */
const lookAgain = async (id: DeletionId) => {
  await database()
    .update(deletions)
    .set({ reviewAt: new Date(0) })
    .where(eq(deletions.id, id));
  const getStore = (storeId: StoreId) => getStoreOfDeletion(ctx(), storeId);
  const { secret, now } = ctx();
  const { signal } = new AbortController();
  await reviewNext({ database: database(), secret, now, getStore, signal });
  return getDeletion(ctx(), id);
};

describe("a user's profile when all memories of the user were deleted", () => {
  it("that follows at once says nothing any more", async () => {
    const { ended } = await erased("gone");
    expect(ended.status).toBe("completed");
    expect(looksOf(ended)).toEqual([["says", "empty"]]);
    expect(copiesStateOf(ended)).toBe("none");
    expect(verdictOf(ended)).toMatchObject({ look: "success" });
  });

  it("that stays as it was is told, and what it says is shown and kept nowhere", async () => {
    const { id, ended } = await erased("kept");
    expect(looksOf(ended)).toEqual([["says", "says"]]);
    expect(copiesStateOf(ended)).toBe("residual");
    expect(verdictOf(ended)).toMatchObject({
      look: "warning",
      words: "3 deleted, verified absent · copies remain",
    });
    const [said] = await readProfiles(ctx(), { id });
    expect(said).toMatchObject({ userId: "iris" });
    expect(said?.lines.map(({ text }) => text).join()).toContain(secretFact);
    const [row] = await database().select().from(deletions).where(eq(deletions.id, id));
    expect(JSON.stringify([row, await eventsOf(id)])).not.toContain("harpsichord");
  });

  it("that is built anew late is found to say nothing by a later look, with an event", async () => {
    const { id, ended, pass } = await erased("rebuilt_late");
    expect(copiesStateOf(ended)).toBe("residual");
    expect(ended.reviewAt).not.toBeNull();
    pass(61_000);
    const later = await lookAgain(id);
    expect(looksOf(later)).toEqual([["says", "empty"]]);
    expect(verdictOf(later)).toMatchObject({ look: "success" });
    const checked = (await eventsOf(id)).findLast(({ kind }) => kind === "deletion.copies-checked");
    expect(checked?.body.copies).toMatchObject([{ place: "profile", outcome: "none" }]);
    // An hour after the end it is looked at again, and then a day after.
    expect(Date.parse(later.reviewAt ?? "") - Date.now()).toBeGreaterThan(50 * 60_000);
  });

  it.each([["stuck", "pending"] as const, ["failed", "failed"] as const])(
    "that is %s is never taken for gone",
    async (mode, state) => {
      const { id, ended } = await erased(mode);
      expect(looksOf(ended)).toEqual([["says", state]]);
      expect(copiesStateOf(ended)).toBe("unclear");
      expect(verdictOf(ended)).toMatchObject({ look: "warning" });
      expect(copiesStateOf(await lookAgain(id))).toBe("unclear");
      expect(await profileLine(id)).toMatchObject({ outcome: "unclear", canPurge: true, count: 1 });
    },
  );

  it("of a project without profiles is no copy", async () => {
    const { ended } = await erased("off");
    expect(looksOf(ended)).toEqual([["off", "off"]]);
    expect(verdictOf(ended)).toMatchObject({ look: "success" });
    expect(ended.reviewAt).toBeNull();
  });

  it("that was switched off since may still be kept", async () => {
    const { simulator, id } = await erased("kept");
    simulator.setFault({ profiles: { mode: "off" } });
    expect(await profileLine(id)).toMatchObject({ outcome: "unclear" });
  });

  it("that cannot be asked for is not taken for absent, though Mem0 answers 404 as for an unknown user", async () => {
    const { id, ended } = await erased("missing");
    expect(await profileLine(id)).toMatchObject({ outcome: "unknown", errorCode: "not_supported" });
    // Named as not covered, and no fault of this deletion.
    expect(copiesStateOf(ended)).toBe("none");
  });

  it("that the key may not read is out of reach", async () => {
    const { ended } = await erased("forbidden");
    expect(copiesStateOf(ended)).toBe("out_of_reach");
    expect(verdictOf(ended)).toMatchObject({ look: "warning" });
  });
});

describe("deleting the user in Mem0", () => {
  const purge = (id: DeletionId) => purgeResidue(ctx(), { id, place: "profile", expectedCount: 1 });

  it("removes the profile, is asked for afterwards, and stands in the ledger before and after", async () => {
    const { simulator, id } = await erased("kept");
    expect(await profileLine(id)).toMatchObject({ outcome: "found", canPurge: true, storedCount: 0 });
    expect(await purge(id)).toMatchObject([{ place: "profile", outcome: "none" }]);
    const after = await getDeletion(ctx(), id);
    expect(looksOf(after)).toEqual([["says", "absent"]]);
    expect(copiesStateOf(after)).toBe("removed");
    expect(verdictOf(after)).toMatchObject({ look: "success" });
    expect(simulator.memories.count({ user_id: "bystander" })).toBe(2);
    expect((await eventsOf(id)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["deletion.purge-requested", "deletion.purged", "deletion.copies-checked"]),
    );
    const deleted = simulator.requests.filter(({ operation }) => operation === "delete-entity");
    expect(deleted.map(({ path }) => path)).toEqual(["/v2/entities/user/iris/"]);
  });

  it("is refused when the user has memories again", async () => {
    const { simulator, id } = await erased("kept");
    simulator.seed(1, { userId: "iris", text: "Has come back" });
    expect(await profileLine(id)).toMatchObject({ outcome: "found", canPurge: false, storedCount: 1 });
    await expect(purge(id)).rejects.toMatchObject({ code: "count_changed", values: { count: 1 } });
    expect(simulator.memories.count({ user_id: "iris" })).toBe(1);
    expect(simulator.requests.some(({ operation }) => operation === "delete-entity")).toBe(false);
  });

  it("is not believed when Mem0 only says so", async () => {
    const { simulator, id } = await erased("kept");
    simulator.setFault({ lies: ["delete-entity"] });
    expect(await purge(id)).toMatchObject([{ place: "profile", outcome: "found" }]);
    expect(copiesStateOf(await getDeletion(ctx(), id))).toBe("residual");
  });

  it("is told when the profile comes back, by a later look", async () => {
    const { id, pass } = await erased("returns");
    await purge(id);
    expect(copiesStateOf(await getDeletion(ctx(), id))).toBe("removed");
    pass(61_000);
    expect(copiesStateOf(await lookAgain(id))).toBe("residual");
  });
});

it("is told for every user that a filter names, and for none when memories were listed", async () => {
  const both = await erased("kept", {
    selection: {
      kind: "matching",
      filter: { or: [{ field: "user_id", operator: "in", value: ["iris", "bystander"] }] },
      excludedIds: [],
      keepsImmutable: false,
    },
    expectedCount: 5,
  });
  expect(looksOf(both.ended)).toEqual([
    ["says", "says"],
    ["says", "says"],
  ]);
  expect(await profileLine(both.id)).toMatchObject({ outcome: "found", count: 2 });

  const [listed] = both.simulator.seed(1, { userId: "iris" });
  const { id } = await requested(ctx(), deletionInput({ ids: [listed ?? ""] }, { storeId: both.storeId }));
  await runToEnd(ctx(), id);
  const ended = await untilDeletion(ctx(), id);
  expect(copiesStateOf(ended)).toBe("none");
  expect(await profileLine(id)).toMatchObject({ outcome: "unknown" });
});

describe("before a deletion", () => {
  it("what the profiles of named users say can be read, by who may delete, and is kept nowhere", async () => {
    const simulator = await startPlatformSimulator({ faults: { profiles: { mode: "kept" } } });
    started.push(simulator);
    simulator.seed(1, { userId: "iris", text: secretFact });
    const storeId = await setUpPlatform(ctx(), simulator, `Profiles ${started.length}`);
    const said = await readUserProfiles(ctx(), { storeId, userIds: ["iris", "nobody"] });
    expect(said).toMatchObject([
      { userId: "iris", look: { state: "says" } },
      { userId: "nobody", look: { state: "absent" }, lines: [] },
    ]);
    expect(JSON.stringify(said)).toContain(secretFact);
    const viewer = { ...ctx(), actor: context("viewer").actor };
    await expect(readUserProfiles(viewer, { storeId, userIds: ["iris"] })).rejects.toMatchObject({
      code: "not_permitted",
    });
  });

  it("a store without profiles has none to show", async () => {
    expect(await readUserProfiles(ctx(), { storeId: builtinStoreId, userIds: ["iris"] })).toEqual([]);
  });
});
